# Pulled from nbs/10_many_to_one.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn import text
from keras_rnn.patterns.many_to_one import *


@pytest.mark.backends
def test_many_to_one_equals_numpy():
    network = many_to_one("simple_rnn", vocabulary_size=9, units=5)
    ids = [4, 8, 6]
    tokens, mask = text.pad([ids, [5]], length=7)
    embedding, kernel, recurrent_kernel, bias, dense, dense_bias = (
        network.get_weights()
    )
    h = np.zeros(5)
    for x_t in embedding[ids]:
        h = np.tanh(x_t @ kernel + h @ recurrent_kernel + bias)
    logits = network({"tokens": tokens, "mask": mask})
    np.testing.assert_allclose(
        ops.convert_to_numpy(logits)[0], h @ dense + dense_bias, atol=1e-6
    )


@pytest.mark.backends
def test_pooling_counts_real_steps_only():
    sequence = np.array([[[1.0], [2.0], [9.0]]], dtype="float32")
    mask = np.array([[True, True, False]])
    last = np.array([[2.0]], dtype="float32")
    for pooling, expected in [("last", 2.0), ("mean", 1.5), ("max", 2.0)]:
        result = Pooling(pooling)(sequence, last, mask=mask)
        assert float(ops.convert_to_numpy(result)[0, 0]) == expected


@pytest.mark.backends
def test_untrained_loss_is_the_logarithm_of_the_classes():
    keras.utils.set_random_seed(0)
    for num_classes in (2, 6):
        network = many_to_one(
            "gru", vocabulary_size=50, num_classes=num_classes, pooling="mean"
        )
        tokens, mask = text.pad([[5, 6, 7], [8, 9], [10]])
        logits = network({"tokens": tokens, "mask": mask})
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        value = float(loss(np.array([0, 1, 0]), logits))
        assert abs(value - np.log(num_classes)) < 0.05
