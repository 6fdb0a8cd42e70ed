# Pulled from nbs/appendix/masks.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.patterns.masks import *


@pytest.mark.backends
def test_a_mask_wins_and_may_be_left_out():
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    mask = keras.Input((None,), dtype="bool", name="mask", optional=True)
    real = RealSteps()(tokens, mask=mask)
    model = Network({"tokens": tokens, "mask": mask}, real)
    ids = np.array([[4, 0, 5], [4, 5, 0]])
    for given, expected in (
        ({}, ids > 0),
        ({"mask": None}, ids > 0),
        ({"mask": np.array([[1, 0, 0]] * 2)}, [[True, False, False]] * 2),
        ({"mask": np.array([[True] * 3] * 2)}, np.ones((2, 3), bool)),
    ):
        found = ops.convert_to_numpy(model({"tokens": ids, **given}))
        np.testing.assert_array_equal(found, expected)
    again = Network.from_config(model.get_config())
    found = ops.convert_to_numpy(again({"tokens": ids}))
    np.testing.assert_array_equal(found, ids > 0)


@pytest.mark.compiled
def test_a_step_of_training_is_traced_once(monkeypatch):
    traced, compute_loss = [], Network.compute_loss

    def count(self, *args, **kwargs):
        traced.append(self)
        return compute_loss(self, *args, **kwargs)

    monkeypatch.setattr(Network, "compute_loss", count)
    x = keras.Input((2,), name="x")
    for train in ("fit", "train_on_batch"):
        model = Network({"x": x}, keras.layers.Dense(1)(x))
        model.compile("adam", "mse")
        traced.clear()
        getattr(model, train)({"x": np.ones((4, 2))}, np.ones((4, 1)))
        assert len(traced) == 1
