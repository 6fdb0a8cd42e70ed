"""The NumPy cells of lessons 04, 06 and 07 against Keras and differences."""

import functools
import os

import hypothesis
import keras
import numpy as np
import pytest
from hypothesis import strategies as st

from keras_rnn.scratch import gru, lstm, simple_rnn
from keras_rnn.scratch.gradcheck import backend_gradients, check_cell

# -- What is compared with what -----------------------------------------------
# A line a cell: our module, Keras's layer, and the options that both get.


EXAMPLES = int(os.environ.get("KERAS_RNN_EXAMPLES", "10"))

BEFORE = {"reset_after": False}
CELLS = {
    "simple_rnn": (simple_rnn, keras.layers.SimpleRNN, {}),
    "lstm": (lstm, keras.layers.LSTM, {}),
    "gru": (gru, keras.layers.GRU, {}),
    "gru, reset before": (gru, keras.layers.GRU, BEFORE),
}


# -- Random configurations ----------------------------------------------------
# Sizes as small as they can be while everything still happens: batches of 1
# to 4, 1 to 12 steps, 1 to 5 features, 1 to 6 units. With no mask, with
# padding on the right (up to rows that are nothing but padding), or with any
# mask at all; with a first state or without.


@st.composite
def configurations(draw):
    """Draws sizes, a mask or None, whether there is a first state, a seed."""
    batch, time = draw(st.integers(1, 4)), draw(st.integers(1, 12))
    kind = draw(st.sampled_from(["no mask", "padding", "any mask"]))
    if kind == "no mask":
        mask = None
    elif kind == "padding":
        lengths = draw(
            st.lists(st.integers(0, time), min_size=batch, max_size=batch)
        )
        mask = np.arange(time) < np.array(lengths)[:, None]
    else:
        bits = st.lists(st.booleans(), min_size=time, max_size=time)
        rows = draw(st.lists(bits, min_size=batch, max_size=batch))
        mask = np.array(rows)
    return {
        "batch": batch,
        "time": time,
        "features": draw(st.integers(1, 5)),
        "units": draw(st.integers(1, 6)),
        "mask": mask,
        "state": draw(st.booleans()),
        "seed": draw(st.integers(0, 2**32 - 1)),
    }


def make_arrays(cell, batch, time, features, units, state, seed, **_):
    """Input and first state at random; weights as Keras makes them, moved.

    Returns:
        the Keras layer, and a dict from name to array of float32.
    """
    _, kind, options = CELLS[cell]
    layer = kind(units, return_sequences=True, return_state=True, **options)
    layer.build((batch, time, features))
    rng = np.random.default_rng(seed)
    names = ("kernel", "recurrent_kernel", "bias")
    arrays = {
        name: rng.normal(0, 0.6, size=weight.shape)
        for name, weight in zip(names, layer.weights)
    }
    arrays["x"] = rng.normal(size=(batch, time, features))
    if state:
        count = 2 if cell == "lstm" else 1
        states = [rng.normal(size=(batch, units)) for _ in range(count)]
        arrays["initial_state"] = states if count == 2 else states[0]
    return layer, keras.tree.map_structure(np.float32, arrays)


# -- Outputs and gradients, both ways -----------------------------------------
# The loss is again a sum of everything that comes out, each number times a
# random one. Ours and Keras's both compute in float32. What counts as the
# deviation of an array is its largest difference, divided by the largest
# number in the array where that is above 1.


def deviation(actual, expected):
    """The largest difference, relative where numbers are larger than 1."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape
    largest = max(1.0, np.abs(expected).max())
    return float(np.abs(actual - expected).max() / largest)


def comparable(mask, shape):
    """1 where Keras's backends agree on what an output is, else 0.

    Before the first real step Keras gives zeros, and so do we. Only on JAX
    it gives the first state.
    """
    if mask is None or keras.backend.backend() != "jax":
        return np.ones((*shape[:2], 1), "float32")
    return (np.cumsum(mask, axis=1) > 0)[..., None].astype("float32")


def deviations(cell, mask, **configuration):
    """Deviations of outputs, states and gradients from Keras's, by name."""
    layer, arrays = make_arrays(cell, **configuration)
    module, _, options = CELLS[cell]
    outputs, cache = module.forward(mask=mask, **arrays, **options)
    states = [cache[name] for name in ("h", "c") if name in cache]
    assert outputs.dtype == "float32"
    rng = np.random.default_rng(1)
    agreed = comparable(mask, outputs.shape)  # (batch, time, 1)
    d_outputs = rng.normal(size=outputs.shape).astype("float32") * agreed
    d_states = [rng.normal(size=s.shape).astype("float32") for s in states]
    ours = module.backward(
        d_outputs, cache, d_states if len(d_states) == 2 else d_states[0]
    )
    if mask is not None:
        mask = keras.ops.convert_to_tensor(mask)
    theirs = {}

    def loss(x, kernel, recurrent_kernel, bias, initial_state=None):
        (outputs, *states), _ = layer.stateless_call(
            [kernel, recurrent_kernel, bias],
            layer.non_trainable_variables,
            x,
            initial_state=initial_state,
            mask=mask,
        )
        theirs.update(outputs=outputs, states=states)
        total = keras.ops.sum(keras.ops.multiply(outputs, d_outputs))
        for state, d_state in zip(states, d_states):
            total += keras.ops.sum(keras.ops.multiply(state, d_state))
        return total

    gradients = backend_gradients(loss, arrays)
    loss(**keras.tree.map_structure(keras.ops.convert_to_tensor, arrays))
    theirs = keras.tree.map_structure(keras.ops.convert_to_numpy, theirs)
    outputs, theirs["outputs"] = outputs * agreed, theirs["outputs"] * agreed
    result = {"outputs": deviation(outputs, theirs["outputs"])}
    for name, state, expected in zip("hc", states, theirs["states"]):
        result[name] = deviation(state, expected)
    for name, expected in gradients.items():
        pairs = zip(
            keras.tree.flatten(ours[name]), keras.tree.flatten(expected)
        )
        result[f"gradient of {name}"] = max(deviation(*p) for p in pairs)
    return result


@pytest.mark.parametrize("cell", CELLS)
def test_outputs_and_gradients_equal_keras(cell):
    @hypothesis.settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True
    )
    @hypothesis.given(configurations())
    def check(configuration):
        for name, value in deviations(cell, **configuration).items():
            assert value <= 1e-5, f"{name} differs by {value:.1e}"

    check()


# -- Against central differences ----------------------------------------------
# The same configurations, this time in float64, against nothing but
# differences of our own forward pass.


@pytest.mark.parametrize("cell", CELLS)
def test_gradients_equal_central_differences(cell):
    module, _, options = CELLS[cell]
    forward = functools.partial(module.forward, **options)

    @hypothesis.settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True
    )
    @hypothesis.given(configurations())
    def check(configuration):
        _, arrays = make_arrays(cell, **configuration)
        # NumPy 2.1: np.float64(x) makes a scalar of a one-element x.
        arrays = keras.tree.map_structure(
            lambda array: array.astype("float64"), arrays
        )
        report = check_cell(
            forward, module.backward, arrays, mask=configuration["mask"]
        )
        assert report.passed, report

    check()
