# Pulled from nbs/appendix/gru_forms.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest

from keras_rnn.scratch.gru import forward
from keras_rnn.scratch.gru_forms import *


def convertible(links, to_after, seed=0):
    """Random weights of one form; `links[j, k]`: unit k hears unit j."""
    rng = np.random.default_rng(seed)
    units = len(links)
    kernel = rng.normal(size=(3, 3 * units))
    recurrent_kernel = rng.normal(size=(units, 3 * units))
    recurrent_kernel[:, 2 * units :] *= links
    bias = rng.normal(size=(2, 3 * units))
    bias[1, 2 * units :] = 0
    return kernel, recurrent_kernel, bias[0] if to_after else bias


def assert_converts(weights):
    rng = np.random.default_rng(1)
    x, h = rng.normal(size=(2, 9, 3)), rng.normal(size=(2, 4))
    after = weights[2].ndim == 2
    expected, _ = forward(x, *weights, initial_state=h, reset_after=after)
    converted = convert(*weights)
    assert converted[2].ndim == (1 if after else 2)
    actual, _ = forward(x, *converted, initial_state=h, reset_after=not after)
    np.testing.assert_allclose(actual, expected, atol=1e-12)


def test_convert_computes_the_same():
    permutation = np.eye(4)[[2, 0, 3, 1]]
    silent = np.diag([1, 0, 1, 0])
    for to_after in (True, False):
        for links in (np.eye(4), permutation, silent, np.zeros((4, 4))):
            assert_converts(convertible(links, to_after))
        # Two pairs that share a reset gate and hear each other.
        pairs = np.kron(np.eye(2), np.ones((2, 2)))
        weights = convertible(pairs, to_after)
        for weight in weights:
            weight[..., 4:8] = weight[..., [4, 4, 6, 6]]
        assert_converts(weights)


def test_convert_refuses_what_cannot_be():
    with pytest.raises(ValueError, match=r"unit 0 is heard by .* differ"):
        convert(*convertible(np.ones((4, 4)), to_after=False))
    with pytest.raises(ValueError, match=r"unit 0 hears .* differ"):
        convert(*convertible(np.ones((4, 4)), to_after=True))
    kernel, recurrent_kernel, bias = convertible(np.eye(4), to_after=False)
    bias[1, -1] = 0.1
    with pytest.raises(ValueError, match="recurrent bias"):
        convert(kernel, recurrent_kernel, bias)


def test_the_bias_has_as_many_rows_as_its_form():
    kernel = {"recurrent_kernel": (np.ones((2, 6)), "units 3*units")}
    for reset_after, shape in ((True, (2, 6)), (False, (6,))):
        found = check_bias(np.ones(shape), reset_after, **kernel)
        assert found["units"] == 2
        with pytest.raises(ValueError, match="^bias has shape"):
            check_bias(np.ones(shape), not reset_after, **kernel)
    with pytest.raises(ValueError, match=r"two rows, \(2, 6\)"):
        check_bias(np.ones((3, 6)), True, **kernel)
