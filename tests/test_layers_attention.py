# Pulled from nbs/15_attention.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.layers.attention import *


@pytest.mark.backends
@pytest.mark.parametrize("kind", ["additive", "dot"])
def test_attention_is_that_of_keras(kind):
    rng = np.random.default_rng(0)
    query = rng.normal(size=(2, 3, 4)).astype("float32")
    states = rng.normal(size=(2, 5, 6)).astype("float32")
    mask = np.array([[True] * 5, [True] * 2 + [False] * 3])
    layer = Attention(kind, units=7)
    found = layer(query, states, mask=mask)
    context, weights = map(ops.convert_to_numpy, found)
    kernels = [ops.convert_to_numpy(w) for w in layer.weights]
    if kind == "additive":
        peer = keras.layers.AdditiveAttention()
        inputs = [query @ kernels[0], states, states @ kernels[1]]
        peer.build([x.shape for x in inputs])
        peer.set_weights([kernels[2][:, 0]])
    else:
        peer = keras.layers.Attention()
        inputs = [query @ kernels[0] / 6**0.5, states, states]
    expected, scores = peer(
        inputs,
        mask=[None, ops.convert_to_tensor(mask)],
        return_attention_scores=True,
    )
    np.testing.assert_allclose(
        context, ops.convert_to_numpy(expected), atol=1e-5
    )
    np.testing.assert_allclose(weights, ops.convert_to_numpy(scores), atol=1e-5)
    assert (weights[1, :, 2:] == 0).all()


@pytest.mark.backends
@pytest.mark.parametrize("kind", ["additive", "dot"])
def test_keys_can_be_kept_and_a_bias_can_be_a_mask(kind):
    rng = np.random.default_rng(0)
    query = rng.normal(size=(2, 3, 4)).astype("float32")
    states = rng.normal(size=(2, 5, 6)).astype("float32")
    mask = np.array([[True] * 5, [True] * 2 + [False] * 3])
    layer = Attention(kind, units=7)
    context = ops.convert_to_numpy(layer(query, states, mask=mask)[0])
    kept = layer.keys(ops.convert_to_tensor(states))
    again, _ = layer(query, states, mask=mask, keys=kept)
    np.testing.assert_allclose(ops.convert_to_numpy(again), context, atol=1e-6)
    bias = np.where(mask, 0, -1e4)[:, None].astype("float32")  # as a mask
    again, _ = layer(query, states, bias=bias)
    np.testing.assert_allclose(ops.convert_to_numpy(again), context, atol=1e-5)
