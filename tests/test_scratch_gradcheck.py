# Pulled from nbs/appendix/gradcheck.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest

from keras_rnn.scratch.gradcheck import *


def _example():
    rng = np.random.default_rng(0)
    arrays = {"x": rng.normal(size=(4, 3)), "w": rng.normal(size=(3, 2))}
    y = np.tanh(arrays["x"] @ arrays["w"])
    d_z = 2 * y * (1 - y**2)
    gradients = {"x": d_z @ arrays["w"].T, "w": arrays["x"].T @ d_z}
    return lambda x, w: (np.tanh(x @ w) ** 2).sum(), gradients, arrays


def test_right_gradients_pass():
    function, gradients, arrays = _example()
    report = gradient_check(function, gradients, arrays)
    assert report.passed and report.worst.error < 1e-8, report
    assert [row.shape for row in report.rows] == [(4, 3), (3, 2)]
    assert "passed (tolerance 1e-06)" in str(report)


def test_one_wrong_element_is_found():
    function, gradients, arrays = _example()
    gradients["w"][2, 1] += 1e-4
    report = gradient_check(function, gradients, arrays)
    assert not report.passed
    assert (report.worst.name, report.worst.place) == ("w", (2, 1))
    assert abs(report.worst.given - report.worst.numeric - 1e-4) < 1e-8
    assert report.rows[0].error < 1e-8  # x is not to blame
    assert "<- wrong" in str(report) and "NOT passed" in str(report)


def test_a_common_factor_is_named():
    for factor in (-1, 2, 0):
        function, gradients, arrays = _example()
        gradients["x"] = factor * gradients["x"]
        report = gradient_check(function, gradients, arrays)
        assert not report.passed
        assert abs(report.rows[0].factor - factor) < 1e-6
        assert f"all are {factor} times" in str(report).replace("-0 ", "0 ")


def test_nan_does_not_pass():
    function, gradients, arrays = _example()
    gradients["w"][0, 0] = np.nan
    report = gradient_check(function, gradients, arrays)
    assert not report.passed and report.worst.name == "w"
    assert "NOT passed" in str(report)


def test_arrays_are_left_alone_and_float32_is_computed_as_float64():
    function, gradients, arrays = _example()
    arrays = {name: array.astype("float32") for name, array in arrays.items()}
    before = {name: array.copy() for name, array in arrays.items()}
    report = gradient_check(function, gradients, arrays)
    assert all((arrays[name] == before[name]).all() for name in arrays)
    assert report.worst.error < 1e-6  # in float32 it would be 1e-3


def test_pairs_and_arrays_without_gradient():
    report = gradient_check(
        lambda state, x: (state[0] * state[1] * x).sum(),
        {"state": (np.full(3, 10.0), np.full(3, 5.0))},
        {"state": (np.full(3, 2.5), np.full(3, 5.0)), "x": 2 * np.ones(3)},
    )
    assert report.passed, report
    assert [row.name for row in report.rows] == ["state[0]", "state[1]"]


def test_only_some_elements_on_request():
    calls = []

    def function(w):
        calls.append(1)
        return (w**2).sum()

    w = np.arange(100.0)
    assert gradient_check(function, {"w": 2 * w}, {"w": w}, most=7).passed
    assert len(calls) == 1 + 2 * 7


def test_a_gradient_below_rounding_is_no_error():
    function, w = (lambda w: 1 + 1e-13 * w.sum()), np.ones(3)
    report = gradient_check(function, {"w": np.full(3, 1e-13)}, {"w": w})
    assert report.passed, report
    report = gradient_check(function, {"w": np.full(3, 1e-9)}, {"w": w})
    assert not report.passed, report


def test_numeric_gradient_of_an_empty_array():
    nothing = np.zeros((0, 3))
    assert gradient_check(lambda x: 1.0, {"x": nothing}, {"x": nothing}).passed


def test_bad_input_of_the_check_is_explained():
    function, gradients, arrays = _example()
    transposed = {"w": gradients["w"].T}
    with pytest.raises(ValueError, match=r"\(2, 3\).* w, \(3, 2\)"):
        gradient_check(function, transposed, arrays)
    with pytest.raises(ValueError, match=r"\['v'\]; arrays has \['x', 'w'\]"):
        gradient_check(function, {"v": gradients["w"]}, arrays)
    with pytest.raises(ValueError, match=r"returned shape \(4, 2\)"):
        gradient_check(lambda x, w: x @ w, gradients, arrays)


def _running_mean(x, mask=None):
    h, outputs = np.zeros_like(x[:, 0]), np.empty_like(x)
    for t in range(x.shape[1]):
        h = outputs[:, t] = (h + x[:, t]) / 2
    return outputs, {"h": h}


def _right_backward(d_outputs, cache, d_final_state):
    d_x, d_h = np.empty_like(d_outputs), d_final_state
    for t in reversed(range(d_outputs.shape[1])):
        d_h = d_x[:, t] = (d_h + d_outputs[:, t]) / 2
    return {"x": d_x}


def _forgetful_backward(d_outputs, cache, d_final_state):
    return {"x": d_outputs / 2}


def test_check_cell_finds_a_forgotten_path():
    x = {"x": np.random.default_rng(0).normal(size=(2, 3, 1))}
    assert check_cell(_running_mean, _right_backward, x).passed
    report = check_cell(_running_mean, _forgetful_backward, x)
    assert not report.passed


def test_check_cell_without_final_states():
    def forward(x):
        return _running_mean(x)[0], {}

    def backward(d_outputs, cache):
        return _right_backward(d_outputs, cache, 0 * d_outputs[:, 0])

    x = {"x": np.random.default_rng(0).normal(size=(2, 3, 1))}
    assert check_cell(forward, backward, x).passed


@pytest.mark.backends
def test_backend_gradients_equal_ours():
    import keras

    _, gradients, arrays = _example()
    arrays = {name: array.astype("float32") for name, array in arrays.items()}

    def function(x, w, unused):
        return keras.ops.sum(keras.ops.tanh(x @ w) ** 2)

    arrays["unused"] = [np.ones(2, "float32"), np.ones(3, "float32")]
    actual = backend_gradients(function, arrays)
    for name, expected in gradients.items():
        np.testing.assert_allclose(actual[name], expected, atol=1e-5)
    assert [part.tolist() for part in actual["unused"]] == [[0] * 2, [0] * 3]
