# Pulled from nbs/06_lstm.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn.scratch.gradcheck import backend_gradients, check_cell
from keras_rnn.scratch.lstm import *


def test_step_is_keras_step():
    rng = np.random.default_rng(0)
    layer = keras.layers.LSTM(4, return_state=True)
    x = rng.normal(size=(2, 1, 3)).astype("float32")
    h, c = rng.normal(size=(2, 2, 4)).astype("float32")
    _, *expected = layer(x, initial_state=[h, c])
    actual = step(x[:, 0], h, c, *layer.get_weights())[:2]
    for ours, kerass in zip(actual, expected, strict=True):
        kerass = keras.ops.convert_to_numpy(kerass)
        np.testing.assert_allclose(ours, kerass, atol=1e-6)


def test_sigmoid_does_not_overflow():
    a = np.array([-1e4, -1.0, 0.0, 1e4])
    with np.errstate(all="raise"):
        actual = sigmoid(a)
    expected = [0.0, 1 / (1 + np.e), 0.5, 1.0]
    np.testing.assert_allclose(actual, expected, atol=1e-15)


def example(mask=None, seed=0):
    """A Keras layer with random weights, and arrays to feed it."""
    rng = np.random.default_rng(seed)
    layer = keras.layers.LSTM(4, return_sequences=True, return_state=True)
    layer.build((None, None, 3))
    layer.set_weights([rng.normal(size=w.shape) for w in layer.get_weights()])
    x = rng.normal(size=(3, 5, 3)).astype("float32")
    state = tuple(rng.normal(size=(2, 3, 4)).astype("float32"))
    masks = {
        "right": np.arange(5) < np.array([[5], [2], [3]]),
        "gaps": np.array([[1, 0, 0, 1, 0], [1, 0, 0, 0, 1], [1, 0, 1, 1, 1]]),
        "empty row": np.arange(5) < np.array([[5], [0], [3]]),
    }
    return layer, x, masks[mask].astype(bool) if mask else None, state


def test_forward_is_keras_forward():
    for mask_name in (None, "right", "gaps", "empty row"):
        for with_state in (False, True):
            if mask_name == "empty row" and with_state:
                continue  # before a first real step JAX gives the first state
            layer, x, mask, state = example(mask_name)
            state = state if with_state else None
            expected = layer(
                x,
                mask=None if mask is None else keras.ops.array(mask),
                initial_state=None if state is None else list(state),
            )
            outputs, cache = forward(x, *layer.get_weights(), mask, state)
            actual = (outputs, cache["h"], cache["c"])
            for ours, kerass in zip(actual, expected, strict=True):
                assert ours.dtype == np.float32
                kerass = keras.ops.convert_to_numpy(kerass)
                np.testing.assert_allclose(ours, kerass, atol=1e-5)


def test_cache_holds_states_and_gates_over_time():
    layer, x, _, (h, c) = example()
    _, cache = forward(x, *layer.get_weights(), initial_state=(h, c))
    for t in range(x.shape[1]):
        h, c, *gates = step(x[:, t], h, c, *layer.get_weights())
        for name, value in zip(GATES, gates, strict=True):
            np.testing.assert_array_equal(cache[name][:, t], value)
        np.testing.assert_array_equal(cache["states"][:, t], h)
        np.testing.assert_array_equal(cache["cells"][:, t], c)


def test_an_empty_row_keeps_its_state():
    layer, x, mask, state = example("empty row")
    outputs, cache = forward(x, *layer.get_weights(), mask, state)
    np.testing.assert_array_equal(cache["h"][1], state[0][1])
    np.testing.assert_array_equal(cache["c"][1], state[1][1])
    assert not outputs[1].any()


def test_bad_shapes_name_the_argument_and_both_shapes():
    layer, x, _, (h, c) = example()
    kernel, recurrent_kernel, bias = layer.get_weights()
    for arguments, message in [
        (
            (x, kernel[:2], recurrent_kernel, bias),
            r"kernel.*\(2, 16\).*\(3, 16",
        ),
        ((x, kernel, recurrent_kernel, bias[:4]), r"bias.*\(4,\).*\(16,\)"),
        ((x[0], kernel, recurrent_kernel, bias), r"x.*\(5, 3\).*batch"),
        (
            (x, kernel, recurrent_kernel, bias, np.ones((3, 4))),
            r"mask.*\(3, 4\).*\(3, 5\)",
        ),
        (
            (x, kernel, recurrent_kernel, bias, None, (h, c[:2])),
            r"initial_state\[1\].*\(2, 4\).*\(3, 4\)",
        ),
        ((x, kernel, recurrent_kernel, bias, None, [h]), r"pair.*1 array"),
        ((x, kernel, recurrent_kernel, bias, None, h), r"pair.*\(3, 4\)"),
    ]:
        with pytest.raises(ValueError, match=message):
            forward(*arguments)


def named(layer, x, state):
    """Arrays under the names of `forward`."""
    names = ("kernel", "recurrent_kernel", "bias")
    weights = dict(zip(names, layer.get_weights(), strict=True))
    return {"x": x, **weights, "initial_state": list(state)}


def test_gradients_are_central_differences():
    for mask_name in (None, "right", "gaps", "empty row"):
        layer, x, mask, state = example(mask_name)
        arrays = keras.tree.map_structure(np.float64, named(layer, x, state))
        report = check_cell(forward, backward, arrays, mask, most=12)
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
    d_outputs, *d_states = (
        rng.normal(size=size).astype("float32")
        for size in [(3, 5, 4), (3, 4), (3, 4)]
    )
    for mask_name in (None, "right", "gaps"):
        layer, x, mask, state = example(mask_name)
        arrays = named(layer, x, state)
        loss = loss_of(layer, mask, (d_outputs, *d_states))
        expected = backend_gradients(loss, arrays)
        _, cache = forward(**arrays, mask=mask)
        actual = backward(d_outputs, cache, d_states)
        for name in arrays:
            pairs = zip(
                keras.tree.flatten(actual[name]),
                keras.tree.flatten(expected[name]),
                strict=True,
            )
            for ours, kerass in pairs:
                assert ours.dtype == np.float32
                np.testing.assert_allclose(ours, kerass, atol=1e-5, rtol=1e-5)


def test_masked_steps_get_no_gradient():
    layer, x, mask, state = example("gaps")
    outputs, cache = forward(x, *layer.get_weights(), mask, state)
    gradients = backward(np.ones_like(outputs), cache)
    assert not gradients["x"][~mask].any()
    assert gradients["x"][mask].any()


def test_backward_refuses_what_does_not_fit():
    layer, x, _, (h, c) = example()
    outputs, cache = forward(x, *layer.get_weights())
    with pytest.raises(ValueError, match=r"d_outputs.*\(3, 4, 4\).*\(3, 5, 4"):
        backward(outputs[:, 1:], cache)
    with pytest.raises(
        ValueError, match=r"d_final_state\[1\].*\(2, 4\).*\(3, 4\)"
    ):
        backward(outputs, cache, (h, c[:2]))
