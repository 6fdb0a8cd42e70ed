# Pulled from nbs/07_gru.ipynb by tools/pull_tests.py. Do not edit.

import functools

import keras
import numpy as np
import pytest

from keras_rnn import draw
from keras_rnn.scratch import gru, lstm, simple_rnn
from keras_rnn.scratch.gradcheck import backend_gradients, check_cell
from keras_rnn.scratch.gru import *


def test_step_is_keras_step():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2, 1, 3)).astype("float32")
    h = rng.normal(size=(2, 4)).astype("float32")
    for reset_after in (True, False):
        layer = keras.layers.GRU(4, reset_after=reset_after)
        layer.build((None, None, 3))
        layer.set_weights(
            [rng.normal(size=w.shape) for w in layer.get_weights()]
        )
        expected = keras.ops.convert_to_numpy(layer(x, initial_state=h))
        actual, *_ = step(x[:, 0], h, *layer.get_weights(), reset_after)
        np.testing.assert_allclose(actual, expected, atol=1e-6)


MASKS = {
    "none": None,
    "right": np.arange(5) < np.array([[5], [2], [3]]),
    "gaps": np.array(
        [[1, 0, 0, 1, 0], [1, 0, 0, 0, 1], [1, 0, 1, 1, 1]], "bool"
    ),
    "empty row": np.arange(5) < np.array([[5], [0], [3]]),
}


def example(reset_after, seed=0):
    """A Keras layer with random weights, and arrays to feed it."""
    rng = np.random.default_rng(seed)
    layer = keras.layers.GRU(
        4, reset_after=reset_after, return_sequences=True, return_state=True
    )
    layer.build((None, None, 3))
    layer.set_weights([rng.normal(size=w.shape) for w in layer.get_weights()])
    names = ("kernel", "recurrent_kernel", "bias")
    arrays = dict(zip(names, layer.get_weights(), strict=True))
    arrays["x"] = rng.normal(size=(3, 5, 3)).astype("float32")
    arrays["initial_state"] = rng.normal(size=(3, 4)).astype("float32")
    return layer, arrays


def test_forward_is_keras_forward():
    for reset_after in (True, False):
        layer, arrays = example(reset_after)
        for name, mask in MASKS.items():
            for state in (None, arrays["initial_state"]):
                if name == "empty row" and state is not None:
                    continue  # before a first real step JAX gives the state
                arrays = {**arrays, "initial_state": state}
                expected = layer(
                    arrays["x"],
                    mask=None if mask is None else keras.ops.array(mask),
                    initial_state=state,
                )
                outputs, cache = forward(
                    **arrays, mask=mask, reset_after=reset_after
                )
                for ours, kerass in zip(
                    (outputs, cache["h"]), expected, strict=True
                ):
                    assert ours.dtype == np.float32
                    kerass = keras.ops.convert_to_numpy(kerass)
                    np.testing.assert_allclose(ours, kerass, atol=1e-5)


def test_cache_holds_states_and_gates_over_time():
    for reset_after in (True, False):
        _, arrays = example(reset_after)
        _, cache = forward(**arrays, reset_after=reset_after)
        x, h = arrays.pop("x"), arrays.pop("initial_state")
        for t in range(x.shape[1]):
            h, *gates = step(x[:, t], h, **arrays, reset_after=reset_after)
            np.testing.assert_array_equal(cache["states"][:, t], h)
            for name, value in zip(GATES, gates, strict=True):
                np.testing.assert_array_equal(cache[name][:, t], value)


def test_an_empty_row_keeps_its_state():
    _, arrays = example(True)
    outputs, cache = forward(**arrays, mask=MASKS["empty row"])
    np.testing.assert_array_equal(cache["h"][1], arrays["initial_state"][1])
    assert not outputs[1].any()


def test_bad_shapes_name_the_argument_and_both_shapes():
    _, arrays = example(True)
    row, both = arrays["bias"][0], arrays["bias"]
    for wrong, message in [
        ({"kernel": arrays["kernel"][:2]}, r"^kernel.*\(2, 12\).*\(3, 12\)"),
        ({"bias": row}, r"^bias.*\(12,\).*rows"),
        ({"bias": np.stack([row] * 3)}, r"^bias.*\(3, 12\).*\(2, 12\)"),
        ({"bias": both, "reset_after": False}, r"^bias.*\(2, 12\)"),
        ({"mask": np.ones((3, 4))}, r"^mask.*\(3, 4\).*\(3, 5\)"),
        ({"initial_state": np.ones((3, 5))}, r"^initial_state.*\(3, 5\)"),
    ]:
        with pytest.raises(ValueError, match=message):
            forward(**{**arrays, **wrong})


def test_gradients_are_central_differences():
    for reset_after in (True, False):
        _, arrays = example(reset_after)
        arrays = {name: np.float64(array) for name, array in arrays.items()}
        for mask in MASKS.values():
            report = check_cell(
                functools.partial(forward, reset_after=reset_after),
                backward,
                arrays,
                mask,
                most=12,
            )
            assert report.passed, report


def loss_of(layer, mask, d_results):
    """A loss of Keras's layer that has these gradients at its results."""

    def loss(x, kernel, recurrent_kernel, bias, initial_state):
        results, _ = layer.stateless_call(
            [kernel, recurrent_kernel, bias],
            layer.non_trainable_variables,
            x,
            initial_state=initial_state,
            mask=None if mask is None else keras.ops.array(mask),
        )
        terms = zip(results, d_results, strict=True)
        return sum(keras.ops.sum(keras.ops.multiply(*pair)) for pair in terms)

    return loss


def test_gradients_are_keras_gradients():
    rng = np.random.default_rng(2)
    d_outputs = rng.normal(size=(3, 5, 4)).astype("float32")
    d_state = rng.normal(size=(3, 4)).astype("float32")
    for reset_after in (True, False):
        layer, arrays = example(reset_after)
        for name in ("none", "right", "gaps"):
            mask = MASKS[name]
            loss = loss_of(layer, mask, (d_outputs, d_state))
            expected = backend_gradients(loss, arrays)
            _, cache = forward(**arrays, mask=mask, reset_after=reset_after)
            actual = backward(d_outputs, cache, d_state)
            for name in arrays:
                assert actual[name].dtype == np.float32
                np.testing.assert_allclose(
                    actual[name], expected[name], atol=1e-5, rtol=1e-5
                )


def test_masked_steps_get_no_gradient():
    mask = MASKS["gaps"]
    for reset_after in (True, False):
        _, arrays = example(reset_after)
        outputs, cache = forward(**arrays, mask=mask, reset_after=reset_after)
        d_x = backward(np.ones_like(outputs), cache)["x"]
        assert not d_x[~mask].any()
        assert d_x[mask].any()


def test_backward_refuses_what_does_not_fit():
    _, arrays = example(True)
    outputs, cache = forward(**arrays)
    with pytest.raises(ValueError, match=r"d_outputs.*\(3, 4, 4\).*\(3, 5, 4"):
        backward(outputs[:, 1:], cache)
    with pytest.raises(ValueError, match=r"d_final_state.*\(2, 4\).*\(3, 4\)"):
        backward(outputs, cache, np.ones((2, 4)))


SCRATCH = {"simple_rnn": simple_rnn, "lstm": lstm, "gru": gru}


def lag_norms(cell, x, weights, seed=0):
    """Length of the gradient at the input, by the lag to the last step.

    Args:
        cell: str, one of `SCRATCH`.
        x: array, shape `(batch, time, features)`.
        weights: the three arrays of a Keras layer.
        seed: int, for the direction of the gradient at the last state.

    Returns:
        array, shape `(time,)`: mean over the batch, lag 0 first.
    """
    weights = [np.asarray(array, "float64") for array in weights]
    outputs, cache = SCRATCH[cell].forward(x, *weights)
    direction = np.random.default_rng(seed).normal(size=outputs.shape[2])
    d_outputs = np.zeros_like(outputs)
    d_outputs[:, -1] = direction / np.linalg.norm(direction)
    d_x = SCRATCH[cell].backward(d_outputs, cache)["x"]
    return np.linalg.norm(d_x, axis=-1).mean(axis=0)[::-1]


def test_lag_norms_are_slopes():
    rng = np.random.default_rng(0)
    layers = keras.layers.SimpleRNN, keras.layers.LSTM, keras.layers.GRU
    for layer, cell in zip(layers, SCRATCH, strict=True):
        layer = layer(4)
        layer.build((None, None, 2))
        weights = [np.asarray(w, "float64") for w in layer.get_weights()]
        x, step = rng.normal(size=(1, 6, 2)), 1e-5
        direction = np.random.default_rng(0).normal(size=4)
        direction /= np.linalg.norm(direction)
        norms = lag_norms(cell, x, weights)
        for lag in range(6):
            slopes = []
            for feature in range(2):
                ends = []
                for sign in (1, -1):
                    moved = x.copy()
                    moved[0, 5 - lag, feature] += sign * step
                    y, _ = SCRATCH[cell].forward(moved, *weights)
                    ends.append(y[0, -1] @ direction)
                slopes.append((ends[0] - ends[1]) / (2 * step))
            np.testing.assert_allclose(
                norms[lag], np.linalg.norm(slopes), rtol=1e-4
            )


def test_draw_measures_the_same():
    x = np.random.default_rng(0).normal(size=(2, 9, 3)).astype("float32")
    layers = keras.layers.SimpleRNN, keras.layers.LSTM, keras.layers.GRU
    for layer, cell in zip(layers, SCRATCH, strict=True):
        layer = layer(1)
        model = keras.Sequential([keras.Input((None, 3)), layer])
        np.testing.assert_allclose(
            draw.lag_norms(model, x),
            lag_norms(cell, x, layer.get_weights()),
            rtol=1e-6,
        )
