# Pulled from nbs/appendix/horizon.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.patterns.horizon import *


@pytest.mark.backends
def test_both_ways_start_near_the_plain_forecast():
    rng = np.random.default_rng(0)
    state, scaled = keras.Input((5,)), keras.Input((12,))
    _, _, known = read(12, 7, 0, 2)
    plan = planned(scaled, None, segment=3, horizon=7, season=4)
    assert plan.shape == (None, 3, 3 * 2)
    for given, residual in (
        (state, at_once(state, None, 7, 2, 0.0)),
        (scaled, written(plan, 3, 7, 2, 0.0)),
    ):
        x = rng.normal(size=(4, *given.shape[1:])).astype("float32")
        found = ops.convert_to_numpy(keras.Model(given, residual)(x))
        assert found.shape == (4, 7, 2)
        assert 0 < np.abs(found).max() < 0.2


@pytest.mark.backends
def test_what_is_known_of_an_hour_changes_that_hour():
    rng = np.random.default_rng(0)
    inputs, given, known = read(4, 7, 0, 2)
    assert given.shape == (None, 4, 2) and known.shape == (None, 7, 2)
    state = keras.Input((5,))
    residual = at_once(state, known, 7, 2, 0.0)
    model = keras.Model([state, inputs["future"]], residual)
    x = rng.normal(size=(1, 5)).astype("float32")
    future = rng.normal(size=(1, 11, 2)).astype("float32")
    before = ops.convert_to_numpy(model([x, future]))
    future[0, 4 + 2] += 1  # the third point of the horizon
    after = ops.convert_to_numpy(model([x, future]))
    changed = np.abs(after - before).max(axis=(0, 2)) > 1e-7
    assert changed.tolist() == [False, False, True] + 4 * [False]
