# Pulled from nbs/appendix/writer.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest
from keras import ops

from keras_rnn import text
from keras_rnn.patterns.encoder_decoder import encoder_decoder
from keras_rnn.patterns.writer import *


@pytest.mark.backends
def test_steps_equal_the_full_pass():
    network = encoder_decoder("gru", 9, 9, units=5, attention="dot")
    source, source_mask = text.pad([[4, 5, 6], [7, 8]])
    target = np.array([[2, 4, 5], [2, 7, 8]], dtype="int32")
    inputs = {"source": source, "source_mask": source_mask}
    full = ops.convert_to_numpy(network({**inputs, "target": target}))
    writer = Writer(network)
    logits, states = writer.begin(inputs)
    for place in range(3):
        np.testing.assert_allclose(
            ops.convert_to_numpy(logits), full[:, place], atol=1e-5
        )
        if place < 2:
            logits, states = writer.step(target[:, place + 1], states)
