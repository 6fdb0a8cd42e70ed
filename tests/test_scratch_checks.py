# Pulled from nbs/appendix/scratch_checks.ipynb by tools/pull_tests.py. Do not edit.

import functools
import os

import hypothesis
import keras
import numpy as np
import pytest
from hypothesis import strategies as st

from keras_rnn.scratch import simple_rnn
from keras_rnn.scratch.gradcheck import backend_gradients, check_cell

EXAMPLES = int(os.environ.get("KERAS_RNN_EXAMPLES", 15))

BEFORE = {"reset_after": False}
CELLS = {
    "simple_rnn": (simple_rnn, keras.layers.SimpleRNN, {}),
}


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


WORST = {}  # (cell, array) -> the largest deviation so far


def deviation(actual, expected):
    """The largest difference, relative where numbers are larger than 1."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape
    largest = max(1.0, np.abs(expected).max())
    return float(np.abs(actual - expected).max() / largest)


def deviations(cell, mask, **configuration):
    """Deviations of outputs, states and gradients from Keras's, by name."""
    layer, arrays = make_arrays(cell, **configuration)
    module, _, options = CELLS[cell]
    outputs, cache = module.forward(mask=mask, **arrays, **options)
    states = [cache[name] for name in ("h", "c") if name in cache]
    assert outputs.dtype == "float32"
    rng = np.random.default_rng(1)
    d_outputs = rng.normal(size=outputs.shape).astype("float32")
    d_states = [rng.normal(size=s.shape).astype("float32") for s in states]
    ours = module.backward(
        d_outputs, cache, d_states if len(d_states) == 2 else d_states[0]
    )
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
        total = keras.ops.sum(outputs * d_outputs)
        for state, d_state in zip(states, d_states):
            total += keras.ops.sum(state * d_state)
        return total

    gradients = backend_gradients(loss, arrays)
    loss(**keras.tree.map_structure(keras.ops.convert_to_tensor, arrays))
    theirs = keras.tree.map_structure(keras.ops.convert_to_numpy, theirs)
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
            WORST[cell, name] = max(value, WORST.get((cell, name), 0.0))
            assert value <= 1e-5, f"{name} differs by {value:.1e}"

    check()


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
        arrays = keras.tree.map_structure(np.float64, arrays)
        report = check_cell(
            forward, module.backward, arrays, mask=configuration["mask"]
        )
        assert report.passed, report
        for row in report.rows:
            name = cell, f"numeric {row.name}"
            WORST[name] = max(row.error, WORST.get(name, 0.0))

    check()
