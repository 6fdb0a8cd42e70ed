"""Forecaster, composed as a Keras model, and given what it can't read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pandas as pd
import pytest

import keras_rnn as kr

RNG = np.random.default_rng(0)
WAVE = np.sin(np.arange(80) * 2 * np.pi / 8) + 0.1 * RNG.normal(size=80)
SMALL = {"lookback": 16, "season": 8, "units": 4}
HOURS = pd.date_range("2024-01-01", periods=80, freq="h")


def made(**options):
    keras.utils.set_random_seed(0)
    return kr.Forecaster.from_data(WAVE, 4, **{**SMALL, **options})


@pytest.mark.backends
def test_what_is_compiled_wins():
    model = made()
    assert isinstance(model.defaults()["loss"], keras.losses.Loss)
    model.compile("sgd", "mse", metrics=["mae"])
    assert isinstance(model.optimizer, keras.optimizers.SGD)
    seen = []
    watch = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: seen.append(dict(logs))
    )
    model.fit(WAVE, validation_split=0.3, callbacks=[watch], verbose=0)
    assert set(seen[0]) == {"loss", "mae", "val_loss", "val_mae"}


def test_a_metric_is_that_of_the_median_and_counts_what_is_there():
    model = made(quantiles=(0.5,))
    gaps = WAVE.copy()
    gaps[[70, 75]] = np.nan
    found = model.evaluate(gaps, return_dict=True, verbose=0)
    rows, _ = model._rolling(gaps, None, 1)
    result = model.backtest(gaps)
    _, unit = rows.centers()
    errors = np.abs(result.truth - result.forecasts[..., 0]) / unit[:, None]
    count = ~np.isnan(errors)
    model.compile(metrics=["mae"])
    plain = model.evaluate(gaps, return_dict=True, verbose=0)
    np.testing.assert_allclose(plain["mae"], found["mae"])
    keras_mae = keras.Model.evaluate(
        model, model.batches(rows, 7), return_dict=True, verbose=0
    )["mae"]
    np.testing.assert_allclose(
        keras_mae, errors[count].sum() / count.sum(), rtol=1e-4
    )


@pytest.mark.backends
def test_streams_and_single_batches():
    model = made()
    batches = [[WAVE[:40], WAVE[20:70]], [WAVE[30:80]]]
    model.fit(((batch,) for batch in batches), epochs=1, verbose=0)
    logs = model.train_on_batch(WAVE, return_dict=True)
    assert np.isfinite(logs["loss"])
    np.testing.assert_allclose(
        model.predict_on_batch(WAVE), model.predict(WAVE, verbose=0), atol=1e-6
    )


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_policies(policy):
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        model = made()
        model.fit(WAVE, epochs=1, verbose=0)
        assert np.isfinite(model.forecast(WAVE * 1e9)).all()
    finally:
        keras.config.set_dtype_policy(before)


def test_a_file_is_loaded_by_a_fresh_process(tmp_path):
    model = made(cell="lstm", decoder=True)
    path = tmp_path / "wave.keras"
    model.save(path)
    script = (
        "import sys, json, numpy as np, keras_rnn as kr\n"
        f"model = kr.load_model({str(path)!r})\n"
        "x = np.array(json.loads(sys.argv[1]))\n"
        "print('FOUND', json.dumps(model.forecast(x).tolist()))"
    )
    package = str(Path(kr.__file__).parents[1])
    output = subprocess.run(
        [sys.executable, "-c", script, json.dumps(WAVE.tolist())],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": package},
    )
    assert output.returncode == 0, output.stderr
    found = json.loads(output.stdout.split("FOUND ")[1])
    np.testing.assert_allclose(found, model.forecast(WAVE), atol=1e-5)


def test_clones_forecast_and_a_new_one_must_be_given_a_history():
    model = made()
    clone = model.from_config(model.get_config())
    clone.set_weights(model.get_weights())
    np.testing.assert_allclose(
        clone.forecast(WAVE), model.forecast(WAVE), atol=1e-6
    )
    with pytest.raises(ValueError, match="give the history"):
        clone.forecast()
    model.fit(WAVE, epochs=1, verbose=0)
    np.testing.assert_allclose(model.forecast(), model.forecast(WAVE))


def test_frames_with_columns_known_beside():
    frame = pd.DataFrame(
        {"load": WAVE, "rain": RNG.normal(size=80), "free": 0.0}, HOURS
    )
    options = {"past": ["rain"], "future": ["free"], **SMALL}
    model = kr.Forecaster.from_data(frame, 4, **options)
    assert model.settings.frequency == "h"
    model.fit(frame, epochs=1, verbose=0)
    ahead = pd.date_range(HOURS[-1], periods=5, freq="h")[1:]
    plan = pd.DataFrame({"free": 1.0}, ahead)
    found = model.forecast(frame, plan)
    assert list(found.index) == list(ahead)
    assert list(found.columns.get_level_values(0).unique()) == ["load"]
    for wrong, words in (
        (None, "must hold the next 4"),
        (plan[:3], "has 3 rows"),
        (plan.shift(freq="h"), "must go from"),
        (plan.rename(columns={"free": "x"}), "no column 'free'"),
    ):
        with pytest.raises(ValueError, match=words):
            model.forecast(frame, wrong)
    daily = frame.set_index(pd.date_range("2024-01-01", periods=80))
    with pytest.raises(ValueError, match="frequency D"):
        model.forecast(daily, plan)


COLUMNS = pd.DataFrame(
    {"load": WAVE, "rain": RNG.normal(size=80), "free": RNG.normal(size=80)},
    HOURS,
)


def with_columns():
    keras.utils.set_random_seed(0)
    options = {"past": ["rain"], "future": ["free"], **SMALL}
    return kr.Forecaster.from_data(COLUMNS, 4, **options)


def test_nothing_is_chosen_or_learned_from_what_validates():
    rng = np.random.default_rng(2)
    late = COLUMNS[64:]
    parts, settings = [], []
    for end in (late, late.sample(frac=1, random_state=0), late * 0 + 1e6):
        frame = pd.concat([COLUMNS[:64], end.set_axis(late.index)])
        options = {"past": ["rain"], "future": ["free"], "units": 4}
        model = kr.Forecaster.from_data(frame, 4, **options)
        model.fit(frame, validation_split=0.2, epochs=0)
        train, _ = model.split(model._rows(frame), 0.2)
        parts.append(keras.tree.flatten(train.batch(np.arange(len(train)))))
        settings.append(model.settings)
        mean, spread = (np.ravel(x) for x in model.settings.scales["past"])
        np.testing.assert_allclose(mean, COLUMNS["rain"][:64].mean())
        np.testing.assert_allclose(spread, COLUMNS["rain"][:64].std(ddof=0))
        # Training anew, or a copy, reads with the same scales.
        model.fit(frame[20:], epochs=0)
        clone = model.from_config(model.get_config())
        assert clone.settings == model.settings == settings[0]
    for found in parts[1:]:
        for ours, theirs in zip(found, parts[0], strict=True):
            np.testing.assert_array_equal(ours, theirs)
    chosen = []
    for end in (WAVE[64:], rng.permutation(WAVE[64:]), WAVE[64:] * 0 + 1e6):
        series = np.r_[WAVE[:64], end]  # no timestamps: its season is found
        chosen.append(kr.Forecaster.from_data(series, 4, units=4).settings)
    assert chosen[0] == chosen[1] == chosen[2]
    assert chosen[0].season == 8


def test_no_forecast_knows_the_future_of_columns():
    model = with_columns()
    rng = np.random.default_rng(1)
    for weight in model.trainable_weights:
        weight.assign(rng.normal(0, 0.3, weight.shape))
    expected = model.backtest(COLUMNS, start=30, stride=9)
    for place, origin in enumerate(expected.places[:, 1]):
        late = COLUMNS.copy()
        for name, stop in (("load", 0), ("rain", 0), ("free", 4)):
            column = late.columns.get_loc(name)
            behind = late.iloc[origin + stop :, column].to_numpy().copy()
            late.iloc[origin + stop :, column] = rng.permutation(behind)
        found = model.backtest(late, start=30, stride=9)
        kept = slice(None, place + 1)
        np.testing.assert_allclose(
            found.forecasts[kept], expected.forecasts[kept], atol=1e-5
        )
    known = COLUMNS.copy()
    known.iloc[expected.places[0, 1] + 3, 2] += 1  # what may be known is read
    found = model.backtest(known, start=30, stride=9)
    assert np.abs(found.forecasts[0] - expected.forecasts[0]).max() > 1e-3


def test_copying_in_a_backtest_has_no_gaps():
    gaps = WAVE.copy()
    gaps[[50, 58]] = np.nan  # the same phase of two seasons
    found = made().backtest(gaps, start=52)
    assert np.isfinite(found.naive).all()
    assert found.naive[found.places[:, 1] == 57, 1] == WAVE[42]


def test_timestamps_go_on_in_lists_and_dicts_of_series():
    wave = pd.Series(WAVE, HOURS.rename("hour"), name="load")
    model = kr.Forecaster.from_data(wave, 4, **SMALL)
    ahead = pd.date_range(HOURS[-1], periods=5, freq="h")[1:]
    for given in ([wave, wave[:60]], {"a": wave, "b": wave[:60]}):
        found = model.forecast(given)
        found = list(found.values()) if isinstance(found, dict) else found
        assert list(found[0].index) == list(ahead)
        assert found[1].index[0] == HOURS[60]
        assert found[0].index.name == "hour"
        np.testing.assert_allclose(found[0], model.forecast(wave), atol=1e-5)


def test_long_frames_of_unequal_items():
    parts = [
        pd.DataFrame({"item_id": name, "timestamp": HOURS[:n], "target": x})
        for name, n, x in (("a", 80, WAVE), ("b", 40, 100 * WAVE[:40]))
    ]
    model = kr.Forecaster.from_data(pd.concat(parts), 4, **SMALL)
    found = model.forecast(pd.concat(parts))
    assert list(found["item_id"]) == ["a"] * 4 + ["b"] * 4
    assert found["timestamp"][4] == HOURS[40]
    result = model.backtest(pd.concat(parts), start=HOURS[60])
    assert result.places[:, 1].min() == 60


@pytest.mark.parametrize(
    ("series", "options", "words"),
    [
        (WAVE[:19], {}, "has 19 points.*need 20.*lookback of 15"),
        (WAVE, {"horizon": 0}, "horizon must be 1 or more"),
        (WAVE, {"horizon": 200, "lookback": None}, "does not fit at all"),
        (WAVE, {"horizon": "4"}, "horizon must be 1 or more, not '4'"),
        (WAVE, {"season": 0}, "season must be 1 or more"),
        (WAVE, {"stride": 0}, "stride must be 1 or more"),
        (WAVE, {"batch_size": 0}, "batch_size must be 1 or more"),
        (WAVE, {"season": 50}, "season of 50 points needs"),
        (WAVE, {"quantiles": (0.5, 0.5, 2.0)}, "between 0 and 1"),
        (WAVE, {"cell": "rnn"}, "cell"),
        (np.r_[WAVE, np.inf], {}, "is inf"),
        (np.r_[WAVE, np.nan], {}, "ends in 1 missing"),
        ([WAVE, WAVE[:5]], {}, r"series\[1\] has 5 points"),
    ],
)
def test_what_cannot_be_forecast_is_named(series, options, words):
    options = {"horizon": 4, **SMALL, **options}
    with pytest.raises(ValueError, match=words):
        kr.Forecaster.from_data(series, **options)


def test_a_season_that_does_not_fit_into_a_short_series_is_none():
    hourly = pd.Series(WAVE[:20], index=HOURS[:20])
    model = kr.Forecaster.from_data(hourly, np.int64(4), units=4)
    assert model.settings.season == 1 and model.settings.lookback <= 16
    assert np.isfinite(model.forecast(hourly)).all(axis=None)


def test_an_index_that_is_no_time_and_items_without_a_name_are_named():
    frame = pd.DataFrame({"a": WAVE}, index=HOURS[: len(WAVE)])
    for index in (frame.index.astype(str), frame.index.to_period("h")):
        with pytest.raises(TypeError, match="not timestamps"):
            kr.Forecaster.from_data(frame.set_index(index), 4, **SMALL)
    long = frame.reset_index(names="timestamp").rename(columns={"a": "target"})
    long["item_id"] = ["x"] * 30 + [None] * (len(long) - 30)
    with pytest.raises(ValueError, match="item_id"):
        kr.Forecaster.from_data(long, 4, **SMALL)


def test_what_cannot_be_fitted_is_named():
    model = made()
    with pytest.raises(ValueError, match="stride must be 1 or more"):
        model.backtest(WAVE, stride=0)
    with pytest.raises(TypeError, match="give no y"):
        model.fit(WAVE, WAVE)
    with pytest.raises(ValueError, match="leaves less than a horizon"):
        model.fit(WAVE, validation_split=0.02)
    with pytest.raises(ValueError, match="has 10 points"):
        model.forecast(WAVE[:10])
    with pytest.raises(TypeError, match="no classes"):
        model.fit(WAVE, class_weight={0: 1.0})


def test_one_point_ahead_integers_and_a_constant_just_work():
    for series in (np.arange(30), [7] * 30, np.zeros(30)):
        model = kr.Forecaster.from_data(series, 1, units=4)
        model.fit(series, epochs=1, verbose=0)
        assert np.isfinite(model.forecast(series)).all()
        assert model.forecast(series).shape == (1, 3)
