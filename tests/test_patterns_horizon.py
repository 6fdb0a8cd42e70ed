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
    plain = keras.Input((7,))
    sizes = ("gru", 5, 1, False, 0.0)
    written = segment_by_segment(
        scaled, plain, None, [[state]], 3, (0.1, 0.5), sizes
    )
    for given, residual in (
        ([state], at_once(state, None, 7, 2, 0.0)),
        ([scaled, plain, state], written),
    ):
        x = [rng.normal(size=(4, *one.shape[1:])) for one in given]
        x = [one.astype("float32") for one in x]
        found = ops.convert_to_numpy(keras.Model(given, residual)(x))
        assert found.shape == (4, 7, 2)
        assert 0 < np.abs(found).max() < 0.2


@pytest.mark.backends
def test_each_step_reads_the_answer_of_the_last():
    rng = np.random.default_rng(0)
    given = [keras.Input(shape) for shape in ((7,), (8,), (8, 2), (4,))]
    quantiles, sizes = (0.1, 0.5, 0.9), ("simple_rnn", 4, 1, False, 0.0)
    residual = segment_by_segment(*given[:3], [[given[3]]], 3, quantiles, sizes)
    model = keras.Model(given, residual)
    for weight in model.weights:
        weight.assign(rng.normal(0, 0.5, weight.shape))
    x = [
        rng.normal(size=(2, *one.shape[1:])).astype("float32") for one in given
    ]
    history, plain, known, h = x
    history[0, 5] = np.nan
    found = ops.convert_to_numpy(model(x))
    (embed, bias), (kernel, turn, add), (say, more) = (
        model.get_layer(name).get_weights()
        for name in ("answer_embedding", "decoder", "steps")
    )
    answer, expected = history[:, 4:], []
    known = np.pad(known, ((0, 0), (0, 1), (0, 0)))  # 8 points are 3 segments
    for start in (0, 3, 6):  # by hand
        here = slice(start, start + 3)
        parts = np.nan_to_num(answer), ~np.isnan(answer)
        parts = np.concatenate([np.stack(parts, -1), known[:, here]], -1)
        step = parts.reshape(2, -1) @ embed + bias
        h = np.tanh(step @ kernel + h @ turn + add)
        expected.append((h @ say + more).reshape(2, 3, 3))
        if start < 6:
            answer = plain[:, here] + expected[-1][..., 1]
    expected = np.concatenate(expected, axis=1)[:, :8]
    np.testing.assert_allclose(found, expected, atol=1e-5)


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
