# Pulled from nbs/12_many_to_many.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest
from keras import ops

from keras_rnn import text
from keras_rnn.patterns.many_to_many import *


@pytest.mark.backends
def test_many_to_many_equals_numpy():
    network = many_to_many(
        "simple_rnn", vocabulary_size=9, num_classes=3, units=5
    )
    ids = [4, 8, 6]
    tokens, mask = text.pad([ids, [5]], length=7)
    rows, *weights = (
        ops.convert_to_numpy(weight) for weight in network.trainable_weights
    )
    sides = []
    for backwards, (kernel, recurrent_kernel, bias) in enumerate(
        (weights[:3], weights[3:6])
    ):
        h, states = np.zeros(5), []
        for x_t in rows[ids[::-1] if backwards else ids]:
            h = np.tanh(x_t @ kernel + h @ recurrent_kernel + bias)
            states.append(h)
        sides.append(states[::-1] if backwards else states)
    dense, dense_bias = weights[6:]
    expected = np.concatenate(sides, axis=1) @ dense + dense_bias
    logits = network({"tokens": tokens, "mask": mask})
    np.testing.assert_allclose(
        ops.convert_to_numpy(logits)[0, :3], expected, atol=1e-5
    )


@pytest.mark.backends
def test_a_word_is_read_without_its_padding():
    reader = CharacterReader(9, units=3)
    short = ops.convert_to_numpy(reader(np.array([[[5, 6, 0]]])))
    long = ops.convert_to_numpy(reader(np.array([[[5, 6, 0, 0, 0], [7] * 5]])))
    np.testing.assert_allclose(long[:, :1], short, atol=1e-6)
