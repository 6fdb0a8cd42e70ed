# Pulled from nbs/17_captions.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.layers import CELLS
from keras_rnn.patterns.captioner import *
from keras_rnn.text import PAD, START


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_stepwise_is_the_full_pass(cell):
    attention = {"simple_rnn": None, "gru": "dot", "lstm": "additive"}[cell]
    keras.utils.set_random_seed(0)
    model = captioner(
        cell, 9, (3, 6), units=5, num_layers=2, attention=attention
    )
    rng = np.random.default_rng(0)
    feature = rng.normal(size=(2, 3, 6)).astype("float32")
    tokens = np.array([[START, 4, 7, 5], [START, 8, 0, 0]], "int32")
    full = ops.convert_to_numpy(model({"feature": feature, "tokens": tokens}))
    assert full.shape == (2, 4, 9) and (full[..., PAD] < -1e4).all()
    writer = CaptionWriter(model)
    logits, states = writer.begin({"feature": feature})
    for place in range(4):
        logits = ops.convert_to_numpy(logits)
        rows = slice(None) if place < 2 else slice(1)  # the rest is padding
        np.testing.assert_allclose(logits[rows], full[rows, place], atol=1e-4)
        if place < 3:
            logits, states = writer.step(tokens[:, place + 1], states)
    # Neither padding nor neighbours change a row.
    inputs = {"feature": feature[1:], "tokens": tokens[1:, :2]}
    alone = ops.convert_to_numpy(model(inputs))
    np.testing.assert_allclose(alone[0], full[1, :2], atol=1e-5)
    # A larger scale of an encoder's features is no other image.
    scaled = model({"feature": 10 * feature, "tokens": tokens})
    np.testing.assert_allclose(ops.convert_to_numpy(scaled), full, atol=5e-3)


@pytest.mark.backends
@pytest.mark.parametrize(
    "options, message",
    [
        ({"vocabulary_size": 3}, "vocabulary_size"),
        ({"feature_shape": None}, "feature_shape"),
        ({"feature_shape": (2, 0)}, "feature_shape"),
        ({"feature_shape": (6,), "attention": "dot"}, "grid=True"),
        ({"attention": "sharp"}, "attention"),
        ({"cell": "rnn"}, "cell"),
        ({"dropout": 1.0}, "dropout"),
    ],
)
def test_networks_that_cannot_be_are_refused(options, message):
    options = {"vocabulary_size": 9, "feature_shape": (3, 6), **options}
    with pytest.raises(ValueError, match=message):
        captioner(**options)
