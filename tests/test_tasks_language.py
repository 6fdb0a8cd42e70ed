# Pulled from nbs/appendix/language.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest
from keras import ops

from keras_rnn.tasks.language import *


@pytest.mark.backends
def test_the_loss_is_the_mean_surprise_of_real_tokens():
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(2, 3, 5)).astype("float32")
    logits[..., 0] = -3e4  # impossible
    targets = np.array([[1, 2, 0], [4, 0, 0]])
    weights = (targets > 0).astype("float32")
    odds = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    right = [odds[0, 0, 1], odds[0, 1, 2], odds[1, 0, 4]]
    expected = -np.log(right).mean()
    loss = TokenCrossentropy()(targets, logits, weights)
    np.testing.assert_allclose(ops.convert_to_numpy(loss), expected, rtol=1e-5)
    none = TokenCrossentropy(0.1).call(targets[:0], logits[:0])
    assert tuple(none.shape) == (0, 3)  # as a device may get
    for size, alike in ((None, odds[..., 1:]), (4, odds[..., 1:4])):
        smooth = TokenCrossentropy(0.1, size)(targets, logits, weights)
        alike = -np.log(alike).mean(axis=-1)[weights > 0].mean()
        np.testing.assert_allclose(
            ops.convert_to_numpy(smooth),
            0.9 * expected + 0.1 * alike,
            rtol=1e-5,
        )
