# Pulled from nbs/appendix/network.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn.scratch.gradcheck import gradient_check
from keras_rnn.scratch.network import *

CELLS = ("simple_rnn", "lstm", "gru")


def test_network_passes_the_gradient_check():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2, 4, 3))
    numbers = rng.normal(size=(2, 4))
    numbers[0, 1] = np.nan
    classes = np.array([[0, -1, 2, 1], [2, 2, -1, 0]])
    for cell in CELLS:
        for loss, targets in (
            (squared_error, numbers),
            (cross_entropy, classes),
        ):
            outputs = 1 if loss is squared_error else 3
            network = Network(cell, 3, 2, outputs, seed=1)

            def value(weights, network=network, loss=loss, targets=targets):
                for mine, weight in zip(network.weights, weights, strict=True):
                    mine[...] = weight
                return loss(network.forward(x)[0], targets)[0]

            logits, cache = network.forward(x)
            gradients = network.backward(loss(logits, targets)[1], cache)
            arrays = {"weights": [w.copy() for w in network.weights]}
            report = gradient_check(value, {"weights": gradients}, arrays)
            assert report.passed, report


def test_network_is_a_keras_model_with_the_same_weights():
    x = np.random.default_rng(0).normal(size=(2, 4, 3)).astype("float32")
    kinds = (keras.layers.SimpleRNN, keras.layers.LSTM, keras.layers.GRU)
    for cell, kind in zip(CELLS, kinds, strict=True):
        network = Network(cell, 3, 5, 2, seed=1)
        model = keras.Sequential(
            [
                keras.Input((None, 3)),
                kind(5, return_sequences=True),
                keras.layers.Dense(2),
            ]
        )
        assert network.count_params() == model.count_params()
        model.set_weights(network.weights)
        expected = keras.ops.convert_to_numpy(model(x))
        np.testing.assert_allclose(network.forward(x)[0], expected, atol=1e-5)


def test_weights_begin_as_in_keras():
    for cell, kind in (("lstm", keras.layers.LSTM), ("gru", keras.layers.GRU)):
        layer = kind(16)
        layer.build((None, None, 8))
        ours = initial_weights(cell, 8, 16).values()
        for mine, kerass in zip(ours, layer.get_weights(), strict=True):
            assert mine.shape == kerass.shape
            np.testing.assert_allclose(mine.std(), kerass.std(), rtol=0.15)
        kernel, recurrent_kernel, bias = ours
        product = recurrent_kernel @ recurrent_kernel.T
        np.testing.assert_allclose(product, np.eye(16), atol=1e-12)
        np.testing.assert_array_equal(bias, layer.get_weights()[2])


def test_unknown_cell_is_named():
    with pytest.raises(ValueError, match="'rnn'"):
        Network("rnn", 3, 2, 1)


def test_each_cell_learns():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 16, 6, 1))
    targets = np.concatenate([np.zeros((200, 16, 1)), x[..., :-1, 0]], -1)
    for cell in CELLS:
        network = Network(cell, 1, 6, 1)
        batches = list(zip(x, targets, strict=True))
        losses = network.fit(batches, squared_error)
        assert losses[-1] < 0.2 < losses[0], losses[-1]
