# Pulled from nbs/04_backpropagation_through_time.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.scratch.gradcheck import check_cell
from keras_rnn.scratch.simple_rnn import *


def _random_case(seed=0, units=4, dtype="float64"):
    rng = np.random.default_rng(seed)
    shapes = {
        "x": (3, 6, 2),
        "kernel": (2, units),
        "recurrent_kernel": (units, units),
        "bias": (units,),
        "initial_state": (3, units),
    }
    return {k: rng.normal(size=s).astype(dtype) for k, s in shapes.items()}


def test_shapes_that_do_not_fit_are_named():
    case = _random_case()
    wrong = {
        "x": np.ones((3, 2)),
        "kernel": np.ones((3, 4)),
        "recurrent_kernel": np.ones((4, 5)),
        "bias": np.ones((1, 4)),
        "initial_state": np.ones((3, 5)),
        "mask": np.ones((3, 7)),
    }
    for name, array in wrong.items():
        with pytest.raises(ValueError, match=f"^{name} has shape") as caught:
            forward(**{**case, name: array})
        assert str(array.shape) in str(caught.value)
    message = r"kernel has shape \(3, 4\).*\(2, 4\).*x has shape \(3, 6, 2\)"
    with pytest.raises(ValueError, match=message):
        forward(**{**case, "kernel": wrong["kernel"]})


def test_check_shapes_counts_gates():
    kernel, bias = np.ones((3, 8)), np.ones((2, 6))
    state = np.ones((5, 2))
    sizes = check_shapes(
        h=(state, "batch units"),
        c=(None, "batch units"),
        kernel=(kernel, "features 4*units"),
    )
    assert sizes == {"batch": 5, "units": 2, "features": 3}
    with pytest.raises(ValueError, match=r"\(6,\).*= \(8,\), because h has"):
        check_shapes(h=(state, "batch units"), bias=(bias[0], "4*units"))


def test_forward_equals_keras():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(3, 6, 2)).astype("float32")
    first = rng.normal(size=(3, 4)).astype("float32")
    layer = keras.layers.SimpleRNN(4, return_sequences=True, return_state=True)
    layer.build(x.shape)
    padding = np.arange(6) < np.array([[6], [4], [1]])
    gaps = np.array([[0, 1, 0, 1, 1, 0], [1] * 6, [0] * 6], "bool")
    for mask in (None, padding, gaps):
        for initial_state in (None, first):
            options = {"mask": mask, "initial_state": initial_state}
            expected, last = layer(x, **options)
            outputs, cache = forward(x, *layer.get_weights(), **options)
            for ours, theirs in ((outputs, expected), (cache["h"], last)):
                np.testing.assert_allclose(
                    ours, ops.convert_to_numpy(theirs), atol=1e-6
                )


def test_masked_steps_carry_the_state_and_pass_no_gradient():
    case = _random_case()
    mask = np.array([[1, 1, 0, 1, 0, 0], [0, 0, 1, 1, 1, 1], [0] * 6], "bool")
    outputs, cache = forward(**case, mask=mask)
    np.testing.assert_array_equal(outputs[0, 2], outputs[0, 1])
    np.testing.assert_array_equal(outputs[1, :2], 0)
    np.testing.assert_array_equal(outputs[2], 0)
    np.testing.assert_array_equal(cache["h"][2], case["initial_state"][2])
    # The masked steps taken out give the same states.
    short = {**case, "x": case["x"][:1, [0, 1, 3]]}
    short["initial_state"] = case["initial_state"][:1]
    np.testing.assert_allclose(forward(**short)[1]["h"], cache["h"][:1])

    rng = np.random.default_rng(1)
    gradients = backward(
        rng.normal(size=outputs.shape), cache, rng.normal(size=(3, 4))
    )
    assert (gradients["x"][~mask] == 0).all()
    assert (gradients["x"][mask] != 0).all()
    changed = {**case, "x": np.where(mask[..., None], case["x"], 1e6)}
    np.testing.assert_array_equal(forward(**changed, mask=mask)[0], outputs)


def test_gradients_pass_the_numeric_check():
    case = _random_case()
    mask = np.arange(6) < np.array([[6], [4], [0]])
    for options in ({}, {"mask": mask}):
        report = check_cell(forward, backward, case, **options)
        assert report.passed, report


def test_gradients_that_do_not_fit_are_named():
    outputs, cache = forward(**_random_case())
    with pytest.raises(
        ValueError, match=r"d_outputs .*\(3, 5, 4\).*\(3, 6, 4\)"
    ):
        backward(outputs[:, 1:], cache)
    with pytest.raises(ValueError, match="d_final_state has shape"):
        backward(outputs, cache, d_final_state=np.ones(4))


def test_dtype_follows_the_input():
    for dtype in ("float32", "float64"):
        outputs, cache = forward(**_random_case(dtype=dtype))
        gradients = backward(outputs, cache)
        assert outputs.dtype == cache["h"].dtype == dtype
        assert {g.dtype for g in gradients.values()} == {np.dtype(dtype)}
