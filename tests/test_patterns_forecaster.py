# Pulled from nbs/19_time_series.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest
from keras import ops

from keras_rnn.layers import CELLS
from keras_rnn.patterns.forecaster import *


@pytest.mark.backends
def test_untrained_it_is_nearly_the_last_season_in_the_users_units():
    rng = np.random.default_rng(0)
    x = rng.normal(50, 9, size=(3, 24)).astype("float32")
    for cell in CELLS:
        for decoder in (False, True):
            model = forecaster(cell, 24, 10, season=6, units=4, decoder=decoder)
            found = ops.convert_to_numpy(model({"history": x}))
            assert found.shape == (3, 10, 3)
            expected = np.tile(x[:, -6:], 2)[:, :10, None]
            assert np.abs(found - expected).max() < 0.5 * x.std()
            # twice the window, twice the forecast
            twice = ops.convert_to_numpy(model({"history": 2 * x + 7}))
            np.testing.assert_allclose(twice, 2 * found + 7, rtol=1e-3)


@pytest.mark.backends
def test_what_is_known_beside_is_read():
    rng = np.random.default_rng(0)
    model = forecaster(
        "gru", 12, 6, season=6, units=4, past_features=2, future_features=3
    )
    inputs = {
        "history": rng.normal(size=(2, 12)).astype("float32"),
        "past": rng.normal(size=(2, 12, 2)).astype("float32"),
        "future": rng.normal(size=(2, 18, 3)).astype("float32"),
    }
    before = ops.convert_to_numpy(model(inputs))
    for name in ("past", "future"):
        changed = {**inputs, name: inputs[name] + 1}
        after = ops.convert_to_numpy(model(changed))
        assert np.abs(after - before).max() > 1e-5
    # What is known of the last hour changes the forecast of no other.
    late = inputs["future"].copy()
    late[:, -1] += 1
    after = ops.convert_to_numpy(model({**inputs, "future": late}))
    np.testing.assert_allclose(after[:, :-1], before[:, :-1], atol=1e-6)


@pytest.mark.backends
def test_sizes_and_quantiles_that_cannot_be():
    for wrong, words in (
        ({"horizon": 0}, "horizon"),
        ({"lookback": 3.5}, "lookback"),
        ({"lookback": 12}, "lookback of as many"),
        ({"quantiles": (0.9, 0.1)}, "rise"),
        ({"quantiles": ()}, "quantiles"),
        ({"quantiles": (0.1, 1.5)}, "between 0 and 1"),
        ({"cell": "rnn"}, "cell"),
    ):
        with pytest.raises(ValueError, match=words):
            forecaster(**wrong)
    assert [segment_for(336, s) for s in (24, 168, 12, 7, 1)] == [
        24,
        56,
        12,
        7,
        18,
    ]
