# Pulled from nbs/18_speech.ipynb by tools/pull_tests.py. Do not edit.

import itertools

import numpy as np
import pytest
from keras import ops

from keras_rnn.layers import ctc
from keras_rnn.patterns.speech_to_text import *


@pytest.mark.backends
def test_ctc_loss_is_the_sum_over_paths():
    p = np.random.default_rng(0).dirichlet(np.ones(3), size=5)
    total = 0.0
    for path in itertools.product(range(3), repeat=5):
        merged = [letter for letter, _ in itertools.groupby(path) if letter]
        total += np.prod(p[range(5), path]) * (merged == [2, 2, 1])
    loss = ctc.ctc_loss(np.log(p)[None], np.array([[2, 2, 1]]))
    np.testing.assert_allclose(float(loss[0]), -np.log(total), rtol=1e-4)


@pytest.mark.backends
def test_padding_is_a_blank_and_changes_nothing():
    frames = np.random.default_rng(0).normal(size=(2, 9, 6)).astype("float32")
    for cell, both in (("gru", True), ("lstm", False)):
        network = speech_to_text(
            cell, 6, 4, units=5, bidirectional=both, bands=3
        )
        mask = np.arange(9) < np.array([[9], [5]])
        logits = ops.convert_to_numpy(network({"frames": frames, "mask": mask}))
        alone = ops.convert_to_numpy(network({"frames": frames[1:, :5]}))
        np.testing.assert_allclose(logits[1:, :5], alone, atol=1e-5)
        assert (logits[1, 5:] == [0, -1e4, -1e4, -1e4]).all()


@pytest.mark.backends
def test_stripes_are_hidden_while_training_only():
    layer = SpectrogramMask(bands=10, widest=4, longest=0.5, seed=0)
    frames = np.ones((50, 20, 30), "float32")
    heard = ops.convert_to_numpy(layer(frames))
    np.testing.assert_array_equal(heard, frames)
    hidden = 1 - ops.convert_to_numpy(layer(frames, training=True))
    whole = hidden.all(axis=1)  # (rows, features): stripes
    assert 0 < whole.sum(axis=1).max() <= 3 * 2 * 4
    np.testing.assert_array_equal(whole[:, :10], whole[:, 10:20])
    moments = hidden.all(axis=2).sum(axis=1)
    assert 0 < moments.max() <= 10 and len(set(moments)) > 3


@pytest.mark.backends
def test_states_go_on():
    network = speech_to_text("lstm", 6, 4, units=5, bidirectional=False)
    frames = np.random.default_rng(0).normal(size=(1, 9, 6)).astype("float32")
    model = streaming(network)
    states, found = [[np.zeros((1, 5), "float32")] * 2] * 2, []
    for part in frames[:, :4], frames[:, 4:]:
        outputs = model.predict_on_batch({"frames": part, "states": states})
        states = outputs["states"]
        found.append(outputs["logits"])
    expected = ops.convert_to_numpy(network({"frames": frames}))
    np.testing.assert_allclose(np.concatenate(found, 1), expected, atol=1e-5)
