# Pulled from nbs/appendix/scratch_checks.ipynb by tools/pull_tests.py. Do not edit.

import contextlib
import functools
import io
import json
import os
from pathlib import Path

import hypothesis
import keras
import numpy as np
import pytest
from hypothesis import strategies as st

import keras_rnn
from keras_rnn import lesson
from keras_rnn.scratch import gru, lstm, simple_rnn
from keras_rnn.scratch.gradcheck import backend_gradients, check_cell

EXAMPLES = int(os.environ.get("KERAS_RNN_EXAMPLES", lesson.pick(10, 200)))

BEFORE = {"reset_after": False}
CELLS = {
    "simple_rnn": (simple_rnn, keras.layers.SimpleRNN, {}),
    "lstm": (lstm, keras.layers.LSTM, {}),
    "gru": (gru, keras.layers.GRU, {}),
    "gru, reset before": (gru, keras.layers.GRU, BEFORE),
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
            name = cell, f"numeric {row.name.split('[')[0]}"
            WORST[name] = max(row.error, WORST.get(name, 0.0))

    check()


def find_check(notebook, name):
    """A check out of a lesson, with the imports of that lesson only."""
    path = Path(keras_rnn.__file__).parents[1] / "nbs" / f"{notebook}.ipynb"
    scope = {}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        lines = [x for x in cell["source"] if not x.startswith("#|")]
        source = "".join(lines)
        if cell["cell_type"] != "code" or "%pip" in source:
            continue
        if source.startswith(("import ", "from ")) or f"def {name}(" in source:
            exec(source, scope)
    return scope[name]


def said(check, answer):
    """What a check prints about an answer."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        check(answer)
    return output.getvalue()


def expect(check, *pairs):
    """Each answer must get what is said about it."""
    assert said(check, lambda *arguments: None).startswith("Not yet")
    for answer, verdict in pairs:
        assert verdict in said(check, answer), said(check, answer)


def test_exercises_of_lesson_03():
    lesson_03 = functools.partial(find_check, "03_recurrent_by_hand")
    expect(
        lesson_03("check_count_weights"),
        (lambda f, u: f * u + u * u + u, "Correct."),
        (lambda f, u: f * u + u * u, "the bias is missing"),
        (lambda f, u: f * u + u, "the state comes in by weights too"),
        (lambda f, u: f * u + f * f + u, "no features in it"),
        (lambda f, u: 30, "Keras counts"),
    )
    expect(
        lesson_03("check_latch"),
        (lambda: (3, 3, 0), "Correct."),
        (lambda: (3, 1, 0), "steps after the 1 the state is down to"),
        (lambda: (1, 3, 0), "a 1 takes the state only to 0.76"),
        (lambda: (3, 3, 1), "look at the bias"),
        (lambda: (3, 3), "Not yet: ValueError"),
    )
    expect(
        lesson_03("check_last_real"),
        (
            lambda s, m: s[np.arange(len(s)), m.sum(axis=1) - 1],
            "Correct.",
        ),
        (lambda s, m: s[:, -1], "taken from the padding"),
        (
            lambda s, m: s[np.arange(2), np.minimum(m.sum(axis=1), 3)],
            "one step too late",
        ),
        (lambda s, m: s[m], "the shape must be"),
    )


def test_exercises_of_lesson_04():
    name = "04_backpropagation_through_time"
    lesson_04 = functools.partial(find_check, name)

    def leaky(slope=0.5, direct=0.5, sign=1):
        def backward(d_outputs, cache, d_final_state):
            d_h, d_z = d_final_state, np.zeros_like(d_outputs)
            for t in reversed(range(d_outputs.shape[1])):
                d_h = d_h + d_outputs[:, t]
                squeezed = cache["squeezed"][:, t]
                d_z[:, t] = slope * d_h * (1 - squeezed**2)
                back = d_z[:, t] @ cache["recurrent_kernel"].T
                d_h = direct * d_h + sign * back
            return {
                "x": d_z @ cache["kernel"].T,
                "kernel": simple_rnn.sum_products(cache["x"], d_z),
                "recurrent_kernel": simple_rnn.sum_products(
                    cache["before"], d_z
                ),
                "bias": d_z.sum(axis=(0, 1)),
            }

        return backward

    expect(
        lesson_04("check_leaky_backward"),
        (leaky(), "Correct."),
        (leaky(sign=-1), "what goes to the step before"),
        (leaky(direct=-0.5), "what goes to the step before"),
        (leaky(slope=-0.5), "wrong already: look at d_z"),
    )
    expect(
        lesson_04("check_relu_d_z"),
        (lambda d_h, h: d_h * (h > 0), "Correct."),
        (lambda d_h, h: d_h * (1 - h**2), "the slope of tanh"),
        (lambda d_h, h: d_h * h, "however large h is"),
        (lambda d_h, h: np.maximum(d_h, 0), "not on that of the gradient"),
    )

    def spread(d_mean, mask, count):
        return mask[..., None] * (d_mean / count)[:, None]

    expect(
        lesson_04("check_d_outputs_of_mean"),
        (lambda d, m: spread(d, m, m.sum(1, keepdims=True)), "Correct."),
        (lambda d, m: spread(d, m, 1), "only one part of the mean: divide"),
        (lambda d, m: spread(d, m, 4), "not by all steps"),
        (lambda d, m: spread(d, m | True, 4), "a padded step is not part"),
        (lambda d, m: d, "the shape must be"),
    )
