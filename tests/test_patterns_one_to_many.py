# Pulled from nbs/11_one_to_many.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn import text
from keras_rnn.layers import CELLS
from keras_rnn.patterns.one_to_many import *


@pytest.mark.backends
def test_the_condition_is_the_first_state():
    for cell in CELLS:
        # Both layers read 5 numbers: one program for both.
        network = one_to_many(
            cell, 2, 9, units=5, num_layers=2, embedding_dim=5
        )
        first = network.get_layer("first_h_0")
        states = keras.Model(network.inputs, first.output)
        tokens, mask = text.pad([[2, 4, 5]])
        inputs = {"condition": np.eye(2)[:1], "tokens": tokens, "mask": mask}
        kernel, bias = first.get_weights()
        expected = np.tanh(np.eye(2)[:1] @ kernel + bias)
        actual = ops.convert_to_numpy(states(inputs))
        np.testing.assert_allclose(actual, expected, atol=1e-6)
        logits = network(inputs)
        assert tuple(logits.shape) == (1, 3, 9)
        odds = ops.convert_to_numpy(ops.softmax(logits))
        assert (odds[..., [0, 2]] == 0).all()
        other = network({**inputs, "condition": np.eye(2)[1:]})
        assert np.abs(ops.convert_to_numpy(logits - other)).max() > 1e-3
    for wrong in ({"condition_size": 0}, {"vocabulary_size": 3}):
        options = {"condition_size": 2, "vocabulary_size": 9, **wrong}
        with pytest.raises(ValueError, match=next(iter(wrong))):
            one_to_many("gru", **options)
