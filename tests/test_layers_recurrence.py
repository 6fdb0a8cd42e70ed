# Pulled from nbs/appendix/recurrence.ipynb by tools/pull_tests.py. Do not edit.

import functools

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn import scratch
from keras_rnn.layers.recurrence import *
from keras_rnn.layers.recurrence import _CELLS


def _gradients(function, arrays):
    """Outputs of a function, and gradients of their sum times `weights`."""
    names = list(arrays)

    def total(*values):
        outputs, last, states = function(**dict(zip(names, values)))
        parts = [outputs, last, *states]
        rng = np.random.default_rng(1)
        loss = 0.0
        for part in parts:
            weights = rng.normal(size=tuple(part.shape)).astype("float32")
            loss = loss + ops.sum(part * ops.convert_to_tensor(weights))
        return loss, parts

    values = [ops.convert_to_tensor(a) for a in arrays.values()]
    backend = keras.backend.backend()
    if backend == "tensorflow":
        import tensorflow as tf

        with tf.GradientTape() as tape:
            tape.watch(values)
            loss, parts = total(*values)
        gradients = tape.gradient(loss, values)
    elif backend == "jax":
        import jax

        places = tuple(range(len(values)))
        differentiate = jax.grad(total, argnums=places, has_aux=True)
        gradients, parts = differentiate(*values)
    else:
        values = [value.clone().requires_grad_() for value in values]
        loss, parts = total(*values)
        loss.backward()
        gradients = [value.grad for value in values]
    numpy = ops.convert_to_numpy
    return list(map(numpy, parts)), dict(zip(names, map(numpy, gradients)))


def _recur(cell, mask, h, c=None, **rest):
    state = [h] if c is None else [h, c]
    return recur(cell, initial_state=state, mask=mask, **rest)


@pytest.mark.backends
@pytest.mark.compiled
def test_outputs_and_gradients_equal_those_of_numpy():
    rng = np.random.default_rng(0)
    batch, time, features, units = 4, 7, 3, 5
    padded = np.arange(time) < np.array([[7], [4], [1], [0]])
    gaps = rng.random((batch, time)) < 0.5
    gates = {"simple_rnn": 1, "lstm": 4, "gru": 3}
    for cell, count in gates.items():
        width = count * units
        arrays = {
            "x": (batch, time, features),
            "kernel": (features, width),
            "recurrent_kernel": (units, width),
            "bias": (2, width) if cell == "gru" else (width,),
            "h": (batch, units),
        }
        if cell == "lstm":
            arrays["c"] = (batch, units)
        arrays = {
            name: (0.5 * rng.normal(size=shape)).astype("float32")
            for name, shape in arrays.items()
        }
        module = getattr(scratch, cell)
        for mask in (None, padded, gaps):
            parts, gradients = _gradients(
                functools.partial(_recur, cell, mask), arrays
            )
            first = [arrays[name] for name in ("h", "c") if name in arrays]
            weights = [
                arrays[n] for n in ("x", "kernel", "recurrent_kernel", "bias")
            ]
            outputs, cache = module.forward(
                *weights,
                mask=mask,
                initial_state=tuple(first) if len(first) > 1 else first[0],
            )
            states = [cache[name] for name in ("h", "c") if name in arrays]
            expected = [outputs, outputs[:, -1], *states]
            for actual, wanted in zip(parts, expected, strict=True):
                np.testing.assert_allclose(actual, wanted, atol=2e-6)
            rng_weights = np.random.default_rng(1)
            d_outputs, d_last, *d_states = (
                rng_weights.normal(size=part.shape).astype("float32")
                for part in expected
            )
            d_outputs[:, -1] += d_last
            wanted = module.backward(
                d_outputs,
                cache,
                tuple(d_states) if len(d_states) > 1 else d_states[0],
            )
            d_first = wanted.pop("initial_state")
            d_first = d_first if isinstance(d_first, tuple) else (d_first,)
            wanted.update(zip(("h", "c"), d_first))
            for name, gradient in gradients.items():
                np.testing.assert_allclose(
                    gradient, wanted[name], atol=2e-5, err_msg=f"{cell} {name}"
                )


@pytest.mark.backends
@pytest.mark.compiled
def test_going_backwards_is_reading_a_flipped_sequence():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2, 5, 3)).astype("float32")
    mask = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]], "bool")
    weights = [
        rng.normal(size=s).astype("float32") for s in ((3, 4), (4, 4), (4,))
    ]
    first = [np.zeros((2, 4), "float32")]
    there = recur("simple_rnn", x, *weights, first, mask, go_backwards=True)
    flipped = [np.ascontiguousarray(a[:, ::-1]) for a in (x, mask)]
    back = recur("simple_rnn", flipped[0], *weights, first, flipped[1])
    for a, b in zip(there[:2], back[:2], strict=True):
        np.testing.assert_array_equal(
            ops.convert_to_numpy(a), ops.convert_to_numpy(b)
        )
    # Two steps of padding come first: nothing is put out there yet.
    assert not ops.convert_to_numpy(there[0])[0, :2].any()


@pytest.mark.backends
@pytest.mark.compiled
def test_a_loop_is_traced_once_for_many_calls(monkeypatch):
    import pytest

    if BACKEND == "torch":
        pytest.skip("PyTorch traces nothing")
    forward, backward, gates = _CELLS["gru"]
    traced = []

    def counted(*arguments):
        traced.append(1)
        return forward(*arguments)

    monkeypatch.setitem(_CELLS, "gru", (counted, backward, gates))
    # A loop is kept for each size; no other test has these.
    weights = [ops.ones(shape) for shape in ((7, 15), (5, 15), (2, 15))]
    for _ in range(3):
        recur("gru", ops.ones((2, 4, 7)), *weights, [ops.zeros((2, 5))])
    assert len(traced) == 1


@pytest.mark.backends
@pytest.mark.compiled
def test_no_bias_is_a_bias_of_zeros():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2, 5, 3)).astype("float32")
    for cell, gates, shape in (
        ("simple_rnn", 1, (4,)),
        ("lstm", 4, (16,)),
        ("gru", 3, (2, 12)),
    ):
        kernels = [
            ops.convert_to_tensor(rng.normal(size=s).astype("float32"))
            for s in ((3, 4 * gates), (4, 4 * gates))
        ]
        first = [ops.zeros((2, 4))] * (2 if cell == "lstm" else 1)
        x = ops.convert_to_tensor(x)
        without = recur(cell, x, *kernels, None, first)
        zeros = recur(cell, x, *kernels, ops.zeros(shape), first)
        np.testing.assert_array_equal(
            ops.convert_to_numpy(without[0]), ops.convert_to_numpy(zeros[0])
        )


@pytest.mark.compiled
def test_two_halves_are_as_one_batch(monkeypatch):
    import pytest

    if BACKEND != "tensorflow":
        pytest.skip("only TensorFlow runs two loops at once")
    import tensorflow as tf

    weights = [ops.ones(shape) / 9 for shape in ((3, 15), (5, 15), (2, 15))]
    x = np.random.default_rng(0).normal(size=(5, 4, 3)).astype("float32")

    def loop(x):
        first = [tf.zeros((tf.shape(x)[0], 5))]
        with tf.GradientTape() as tape:
            tape.watch(x)
            outputs, *_ = recur("gru", x, *weights, first)
        return outputs, tape.gradient(outputs, x)

    found, sizes = [], []
    for threads in "12":
        monkeypatch.setenv("TF_NUM_INTEROP_THREADS", threads)
        run = tf.function(loop, [tf.TensorSpec((None, None, 3))])
        sizes.append(len(run.get_concrete_function().graph.get_operations()))
        found.append(run(x))
    assert sizes[0] < sizes[1]
    for one, two in zip(*found, strict=True):
        np.testing.assert_allclose(one, two, atol=1e-6)
