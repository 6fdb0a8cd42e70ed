# Pulled from nbs/13_next_word.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest
from keras import ops

from keras_rnn import text
from keras_rnn.patterns.language_model import *
from keras_rnn.text import PAD, START


@pytest.mark.backends
def test_language_model_equals_numpy():
    network = language_model("simple_rnn", vocabulary_size=9, units=5)
    ids = [2, 8, 6]
    tokens, mask = text.pad([ids, [5]], length=7)
    embedding, kernel, recurrent_kernel, bias, dense, dense_bias = (
        network.get_weights()
    )
    logits = network({"tokens": tokens, "mask": mask})
    logits = ops.convert_to_numpy(logits)
    h = np.zeros(5)
    for step, x_t in enumerate(embedding[ids]):
        h = np.tanh(x_t @ kernel + h @ recurrent_kernel + bias)
        expected = h @ dense + dense_bias
        found = np.delete(logits[0, step], [PAD, START])
        np.testing.assert_allclose(found, expected, atol=1e-5)
    odds = ops.convert_to_numpy(ops.softmax(logits))
    assert odds[..., [PAD, START]].max() == 0
    np.testing.assert_allclose(odds.sum(axis=-1), 1, atol=1e-6)


@pytest.mark.backends
def test_impossible_vocabularies_are_refused():
    for size in (None, 3):
        try:
            language_model(vocabulary_size=size)
        except ValueError as error:
            assert "vocabulary_size must be more" in str(error)
        else:
            raise AssertionError("not refused")
