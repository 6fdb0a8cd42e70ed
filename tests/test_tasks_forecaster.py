# Pulled from nbs/appendix/forecaster.ipynb by tools/pull_tests.py. Do not edit.

import functools

import keras
import numpy as np
import pytest

import keras_rnn as kr
from keras_rnn.tasks.forecaster import *


def waves(count=300, season=6):
    """A season, a trend and noise."""
    rng = np.random.default_rng(0)
    time = np.arange(count)
    wave = 10 * np.sin(time * 2 * np.pi / season) + 0.5 * time
    return wave + rng.normal(size=count)


@functools.cache
def trained():
    """A small forecaster, and the series it is to forecast."""
    keras.utils.set_random_seed(0)
    model = kr.Forecaster.from_data(
        waves()[:240], 6, 24, units=8, learning_rate=0.02, dropout=0.0
    )
    model.fit(waves()[:240], epochs=8, verbose=0)
    return model, waves()


@pytest.mark.backends
def test_it_forecasts_better_than_the_last_season():
    model, wave = trained()
    assert model.settings.season == 6
    result = model.backtest(wave, start=240)
    ours, naive = result.by_step()
    assert ours.mean() < 0.6 * naive.mean()
    assert len(result.truth) == 300 - 6 - 240 + 1  # the last one too
    np.testing.assert_array_equal(result.truth[-1], wave[-6:])
    np.testing.assert_array_equal(result.naive[0], wave[234:240])
    scores = model.evaluate(wave, start=240, return_dict=True, verbose=0)
    assert scores["mase"] == result.metrics()["mase"]


@pytest.mark.backends
def test_no_forecast_knows_its_future():
    model, wave = trained()
    rng = np.random.default_rng(1)
    expected = model.backtest(wave, start=240, stride=9)
    for place, origin in enumerate(expected.places[:, 1]):
        shuffled = np.r_[wave[:origin], rng.permutation(wave[origin:])]
        found = model.backtest(shuffled, start=240, stride=9)
        np.testing.assert_allclose(
            found.forecasts[: place + 1],
            expected.forecasts[: place + 1],
            atol=1e-5,
        )
        np.testing.assert_array_equal(found.scale, expected.scale)
        later = found.forecasts[place + 1 :] - expected.forecasts[place + 1 :]
        assert not len(later) or np.abs(later).max() > 0.1


@pytest.mark.backends
def test_validation_changes_no_training_window():
    model, wave = trained()
    late = np.r_[wave[:200], 1e6 * np.ones(100)]
    parts = [
        model.split(model._rows(x), 1 / 3)[0].batch(np.arange(150))
        for x in (wave, late)
    ]
    for ours, theirs in zip(*map(keras.tree.flatten, parts), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    train, valid = model.split(model._rows(wave), 1 / 3)
    assert train.places[:, 1].max() + 6 == 200
    assert valid.places[:, 1].min() == 200


@pytest.mark.backends
@pytest.mark.skipif(
    keras.backend.backend() != "torch",
    reason="learned where nothing has to be compiled",
)
def test_what_was_made_of_huge_and_tiny_series_is_the_same():
    model, wave = trained()
    expected = model.forecast(wave)
    for factor in (1e12, 1e-12):
        keras.utils.set_random_seed(0)
        other = kr.Forecaster.from_data(
            wave[:240] * factor, 6, 24, units=8, learning_rate=0.02, dropout=0.0
        )
        other.fit(wave[:240] * factor, epochs=8, verbose=0)
        found = other.forecast(wave * factor) / factor
        np.testing.assert_allclose(found, expected, atol=0.02 * np.ptp(wave))


@pytest.mark.backends
def test_a_forecast_has_the_units_and_place_of_its_series():
    model, wave = trained()
    expected = model.forecast(wave)
    spread = np.ptp(wave)
    for factor, offset in ((1e12, 0), (1e-12, 0), (1, 1e6), (-3, 5)):
        found = model.forecast(wave * factor + offset)
        if factor > 0:
            found = (found - offset) / factor
            np.testing.assert_allclose(found, expected, atol=1e-3 * spread)
        assert np.isfinite(found).all()
    assert (np.diff(expected, axis=1) >= 0).all()  # quantiles rise
    flat = model.forecast(np.full(40, 7.0))
    np.testing.assert_allclose(flat[:, 1], 7, atol=0.1)
    counts = model.forecast(np.arange(40))
    assert counts.shape == (6, 3)


@pytest.mark.backends
def test_neighbours_and_batches_change_no_forecast():
    model, wave = trained()
    series = [wave[:100], wave[50:90] * 100, np.arange(30.0)]
    together = model.forecast(series)
    for size in (1, 2):
        found = model.forecast(series, batch_size=size)
        for ours, theirs in zip(found, together, strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-4)
    alone = model.forecast(series[1])
    np.testing.assert_allclose(alone, together[1], rtol=1e-4, atol=1e-2)


@pytest.mark.backends
def test_missing_values_are_masked():
    model, wave = trained()
    gaps = wave.copy()
    gaps[[280, 290, 291]] = np.nan
    assert np.isfinite(model.forecast(gaps)).all()
    zeros = np.nan_to_num(gaps)
    difference = model.forecast(gaps) - model.forecast(wave)
    wrong = model.forecast(zeros) - model.forecast(wave)
    assert np.abs(difference).mean() < np.abs(wrong).mean() / 2


@pytest.mark.backends
def test_it_saves_and_loads(tmp_path):
    model, wave = trained()
    expected = model.forecast(wave)
    model.save(tmp_path / "waves.keras")
    loaded = kr.load_model(tmp_path / "waves.keras")
    np.testing.assert_allclose(loaded.forecast(wave), expected, atol=1e-5)
    assert loaded.settings == model.settings
    loaded.fit(wave, epochs=1, verbose=0)  # compiled as it was
