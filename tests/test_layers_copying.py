# Pulled from nbs/16_corrections.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest
from keras import ops

from keras_rnn.layers.copying import *
from keras_rnn.text import PAD


def mixture(g, p, a, source, vocabulary_size):
    """The formula as it stands, for one step; `p` begins with id 1."""
    total = np.zeros(vocabulary_size + len(source))
    total[1:vocabulary_size] = g * p
    for place, word in enumerate(source):
        if word != PAD:
            total[word] += (1 - g) * a[place]
    return total[1:]


@pytest.mark.backends
def test_copying_stands_extreme_numbers():
    source = np.array([[4, 5]], "int32")
    features = np.full((1, 1, 1), 1.0, "float32")
    layer = Copying(4)
    layer.build(features.shape)
    for gate in (-1e4, 1e4):
        layer.set_weights([np.full((1, 1), gate), np.zeros(1)])
        for attention in ([1.0, 0.0], [0.0, 1.0]):
            weights = np.array([[attention]], "float32")
            logits = np.array([[[0.0, 1e4, -1e4]]], "float32")
            found = layer(features, logits, weights, source)
            odds = np.exp(ops.convert_to_numpy(found))
            assert np.isfinite(ops.convert_to_numpy(found)).all()
            np.testing.assert_allclose(odds.sum(), 1, rtol=1e-5)
            assert odds.max() > 0.999


@pytest.mark.backends
def test_copying_is_the_mixture():
    rng = np.random.default_rng(0)
    size, places = 9, 6
    source = np.array(
        [[4, 9, 5, 11, 9, 4], [9, 9, 9, 9, 0, 0], [7, 0, 0, 0, 0, 0]], "int32"
    )
    features = rng.normal(size=(3, 2, 5)).astype("float32")
    logits = rng.normal(size=(3, 2, size - 1)).astype("float32")
    a = rng.random((3, 2, places)) * (source != PAD)[:, None]
    a = (a / a.sum(axis=-1, keepdims=True)).astype("float32")
    layer = Copying(size)
    found = ops.convert_to_numpy(layer(features, logits, a, source))
    assert found.shape == (3, 2, size - 1 + places)
    kernel, bias = map(ops.convert_to_numpy, layer.weights)
    g = 1 / (1 + np.exp(-(features @ kernel + bias)))[..., 0]
    p = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    for row, step in np.ndindex(3, 2):
        expected = mixture(
            g[row, step], p[row, step], a[row, step], source[row], size
        )
        np.testing.assert_allclose(
            np.exp(found[row, step]), expected, atol=1e-6
        )
    np.testing.assert_allclose(np.exp(found).sum(axis=-1), 1, rtol=1e-5)


def brute_force_written(source, target):
    """Crosses out one place of the source after the other."""
    free = [True] * len(source)
    for word in target:
        for place, other in enumerate(source):
            if other == word and free[place]:
                free[place] = False
                break
    return [not x for x in free]


@pytest.mark.backends
def test_coverage_crosses_words_out():
    rng = np.random.default_rng(0)
    source = rng.integers(4, 8, (20, 9)).astype("int32")
    target = rng.integers(4, 8, (20, 7)).astype("int32")
    layer = Coverage()
    written, bias = map(ops.convert_to_numpy, layer(source, target))
    for row, step in np.ndindex(20, 7):
        np.testing.assert_array_equal(
            written[row, step],
            brute_force_written(source[row], target[row, : step + 1]),
        )
    assert 0 < written.mean() < 1
    layer.set_weights([np.float32(-3)])
    bias = ops.convert_to_numpy(layer(source, target)[1])
    np.testing.assert_array_equal(bias, -3 * written)
