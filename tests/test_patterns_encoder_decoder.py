# Pulled from nbs/14_encoder_and_decoder.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn import text
from keras_rnn.patterns.encoder_decoder import *


@pytest.mark.backends
def test_the_last_state_is_the_whole_message():
    network = encoder_decoder("gru", 9, 9, units=5)
    tokens, mask = text.pad([[4, 5, 6], [7, 8]])
    target, target_mask = text.pad([[2, 4, 5, 6], [2, 7]])
    inputs = {"source": tokens, "source_mask": mask}
    inputs |= {"target": target, "target_mask": target_mask}
    logits = network(inputs)
    assert tuple(logits.shape) == (2, 4, 9)
    read = keras.Model(network.input, network.get_layer("encoder").output)
    states, last = map(ops.convert_to_numpy, read(inputs))
    np.testing.assert_allclose(last, states[[0, 1], [2, 1]], atol=1e-6)
    x = network.get_layer("target_embedding")(target)
    x, _ = network.get_layer("decoder")(
        x, mask=target_mask, initial_state=[[ops.convert_to_tensor(last)]]
    )
    x = network.get_layer("readout")(x)
    expected = network.get_layer("possible")(x)
    np.testing.assert_allclose(
        ops.convert_to_numpy(logits)[..., 1:],
        ops.convert_to_numpy(expected),
        atol=1e-5,
    )
