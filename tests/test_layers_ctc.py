# Pulled from nbs/appendix/ctc.ipynb by tools/pull_tests.py. Do not edit.

import itertools
import math

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.layers.ctc import *


def random_nats(steps, classes, seed=0):
    """Logarithms of the probabilities at each step."""
    logits = np.random.default_rng(seed).normal(0, 2, (steps, classes))
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


def texts_of_all_paths(nats):
    """The probability of each text, path by path."""
    found = {}
    for path in itertools.product(range(nats.shape[1]), repeat=len(nats)):
        text = tuple(key for key, _ in itertools.groupby(path) if key)
        p = np.exp(sum(row[label] for row, label in zip(nats, path)))
        found[text] = found.get(text, 0) + p
    return found


@pytest.mark.backends
def test_the_loss_is_the_sum_over_all_paths():
    texts = [(1, 2), (2,), (1, 1), (2, 1, 2), (1, 1, 2)]
    nats = [random_nats(steps, 3, steps) for steps in (5, 3, 4, 5, 3)]
    expected = [
        -np.log(texts_of_all_paths(x)[t]) for x, t in zip(nats[:4], texts)
    ]
    logits = np.full((5, 7, 3), 9.0, "float32")  # padding must not matter
    labels = np.zeros((5, 4), "int32")
    for row, (x, text) in enumerate(zip(nats, texts, strict=True)):
        logits[row, : len(x)] = x + row  # softmax forgets what is added
        labels[row, : len(text)] = text
    lengths = np.array(list(map(len, nats)))
    found = ops.convert_to_numpy(ctc_loss(logits, labels, lengths))
    np.testing.assert_allclose(found[:4], expected, rtol=1e-4)
    assert found[4] == math.inf  # (1, 1, 2) takes four steps
    assert needed_steps((1, 1, 2)) == 4 and needed_steps([]) == 0


def gradient(logits, labels, lengths):
    """The gradient of the mean loss, by the backend."""
    backend = keras.backend.backend()
    if backend == "tensorflow":
        import tensorflow as tf

        x = tf.constant(logits)
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = ops.mean(ctc_loss(x, labels, lengths))
        return tape.gradient(loss, x).numpy()
    if backend == "jax":
        import jax

        return np.asarray(
            jax.grad(lambda x: ops.mean(ctc_loss(x, labels, lengths)))(logits)
        )
    x = ops.convert_to_tensor(logits).requires_grad_()
    ops.mean(ctc_loss(x, labels, lengths)).backward()
    return ops.convert_to_numpy(x.grad)


@pytest.mark.backends
def test_gradients_are_finite_and_zero_at_padding():
    logits = np.random.default_rng(0).normal(size=(3, 6, 4)).astype("float32")
    labels = np.array([[1, 2, 0], [3, 0, 0], [1, 1, 1]])
    lengths = np.array([6, 3, 4])  # the last takes five steps
    found = gradient(logits, labels, lengths)
    assert np.isfinite(found).all()
    assert not found[1, 3:].any() and not found[2].any()
    assert found[0].any() and found[1, :3].any()
    # What goes up at a step must come down: softmax.
    np.testing.assert_allclose(found.sum(axis=-1), 0, atol=1e-5)


@pytest.mark.backends
def test_a_sure_blank_is_no_step():
    logits = np.random.default_rng(0).normal(size=(2, 7, 4)).astype("float32")
    labels = np.array([[1, 2, 2], [3, 0, 0]])
    lengths = np.array([7, 4])
    expected = ops.mean(ctc_loss(logits, labels, lengths))
    mask = np.arange(7) < lengths[:, None]
    for number in ("float32", "float16"):
        layer = BlankAtPadding(dtype=number)
        sure = layer(ops.cast(logits, number), mask=mask)
        for loss in CTC(), keras.losses.CTC():
            found = float(loss(labels, sure))
            assert abs(found - float(expected)) < 2e-2
        assert float(ops.max(ops.abs(layer(logits) - logits))) < 1e-2
    counted = float(keras.losses.CTC()(labels, logits))
    assert abs(counted - float(expected)) > 0.5


def test_the_beam_is_exact_where_it_holds_everything():
    for seed in range(4):
        nats = random_nats(5, 3, seed)
        expected = texts_of_all_paths(nats)
        found = prefix_beam(nats, num_beams=1000)
        assert len(found) == len(expected)
        for text, score in found:
            np.testing.assert_allclose(np.exp(score), expected[text])
        assert found[0][0] == max(expected, key=expected.get)


def test_the_best_path_is_not_the_best_text():
    # Blank is best at each step: .6 * .6 against .4 * .4 + 2 * .6 * .4.
    nats = np.log([[0.6, 0.4], [0.6, 0.4]])
    assert greedy(nats) == []
    text, score = prefix_beam(nats)[0]
    assert text == (1,) and abs(np.exp(score) - 0.64) < 1e-6
    assert greedy(np.eye(3)[[0, 1, 1, 0, 1, 2, 2]]) == [1, 1, 2]


def test_a_language_model_in_the_beam():
    nats = random_nats(4, 3, 7)
    rng = np.random.default_rng(0)
    table = rng.normal(size=(3, 3))  # by the last label, 0 at the start

    def language(texts):
        return np.array([table[text[-1] if text else 0] for text in texts])

    expected = {}
    for text, p in texts_of_all_paths(nats).items():
        pairs = itertools.pairwise((0, *text, 0))
        expected[text] = np.log(p) + sum(table[a, b] for a, b in pairs)
    found = prefix_beam(nats, 1000, language)
    assert found[0][0] == max(expected, key=expected.get)
    for text, score in found:
        np.testing.assert_allclose(score, expected[text])


def test_the_alignment_is_the_best_of_all_paths():
    for seed, text in enumerate([(1, 2), (1, 1), (2,), (), (2, 1, 2)]):
        nats = random_nats(5, 3, seed)
        best, best_nats = None, -np.inf
        for path in itertools.product(range(3), repeat=5):
            merged = tuple(key for key, _ in itertools.groupby(path) if key)
            total = sum(row[label] for row, label in zip(nats, path))
            if merged == text and total > best_nats:
                best, best_nats = path, total
        found = align(nats, text)
        labels = np.append(text, 0).astype(int)  # -1 is the blank at the end
        np.testing.assert_array_equal(labels[found], best)
    with pytest.raises(ValueError, match="takes 4 steps; there are 3"):
        align(random_nats(3, 3), [1, 1, 2])
