# Pulled from nbs/appendix/crf.ipynb by tools/pull_tests.py. Do not edit.

import itertools
import tempfile
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.layers.crf import *


def test_bio_transitions_by_hand():
    allowed = bio_transitions(["O", "B-PER", "I-PER", "B-LOC"])
    expected = [
        [1, 1, 0, 1],  # after O
        [1, 1, 1, 1],  # after B-PER
        [1, 1, 1, 1],  # after I-PER
        [1, 1, 0, 1],  # after B-LOC
        [1, 1, 0, 1],  # at the start
    ]
    np.testing.assert_array_equal(allowed, np.array(expected, dtype=bool))


def random_crf(num_tags=4, bio=None, seed=0, scale=2.0):
    """A CRF with random weights."""
    rng = np.random.default_rng(seed)
    crf = CRF(num_tags, bio)
    crf.build((None, None, num_tags))
    crf.set_weights([rng.normal(0, scale, w.shape) for w in crf.get_weights()])
    return crf


def all_paths(crf, scores):
    """Every sequence of tags with its score, by adding up."""
    table, start, end = (
        ops.convert_to_numpy(x).astype("float64")
        for x in (crf.transitions, crf.start, crf.end)
    )
    paths = {}
    for path in itertools.product(range(crf.num_tags), repeat=len(scores)):
        score = start[path[0]] + end[path[-1]]
        score += sum(row[tag] for row, tag in zip(scores, path, strict=True))
        score += sum(table[a, b] for a, b in itertools.pairwise(path))
        paths[path] = score
    return paths


BIO = ["O", "B-PER", "I-PER", "B-LOC"]
MASKS = np.array(
    [
        [1, 1, 1, 1, 1, 1],
        [1, 1, 1, 0, 0, 0],
        [0, 0, 1, 1, 1, 1],
        [1, 0, 0, 1, 1, 0],
        [0, 0, 0, 1, 0, 0],
        [1, 1, 1, 1, 0, 1],
    ],
    dtype=bool,
)


@pytest.mark.backends
def test_crf_agrees_with_all_paths():
    for seed in range(4):
        crf = random_crf(bio=BIO if seed % 2 else None, seed=seed)
        rng = np.random.default_rng(seed)
        scores = rng.normal(0, 3, (6, 6, 4)).astype("float32")
        tags = rng.integers(0, 4, (6, 6))
        if seed % 2:  # of BIO's tags, some that are allowed
            tags = tags % 2
        likelihood, best, marginals = (
            ops.convert_to_numpy(x)
            for x in (
                crf.log_likelihood(scores, tags, MASKS),
                crf.decode(scores, MASKS),
                crf.marginals(scores, MASKS),
            )
        )
        assert not best[~MASKS].any() and not marginals[~MASKS].any()
        for row, mask in enumerate(MASKS):
            paths = all_paths(crf, scores[row, mask].astype("float64"))
            log_z = np.logaddexp.reduce(list(paths.values()))
            expected = paths[tuple(tags[row, mask])] - log_z
            np.testing.assert_allclose(
                likelihood[row], expected, rtol=1e-5, atol=2e-5
            )
            assert tuple(best[row, mask]) == max(paths, key=paths.get)
            odds = np.zeros((mask.sum(), 4))
            for path, score in paths.items():
                odds[np.arange(len(path)), path] += np.exp(score - log_z)
            np.testing.assert_allclose(marginals[row, mask], odds, atol=2e-5)


@pytest.mark.backends
def test_no_mask_means_all_steps_and_nothing_real_counts_nothing():
    crf = random_crf()
    scores = np.random.default_rng(0).normal(size=(2, 3, 4))
    tags, full = np.ones((2, 3), "int32"), np.ones((2, 3), bool)
    for method in (
        lambda *mask: crf.log_likelihood(scores, tags, *mask),
        lambda *mask: crf.decode(scores, *mask),
        lambda *mask: crf.marginals(scores, *mask),
    ):
        a, b = (ops.convert_to_numpy(method(*mask)) for mask in ((), (full,)))
        np.testing.assert_array_equal(a, b)
    nothing = crf.log_likelihood(scores, tags, ~full)
    np.testing.assert_array_equal(ops.convert_to_numpy(nothing), 0)
    single = crf.log_likelihood(scores[:, :1], tags[:, :1])
    paths = all_paths(crf, scores[0, :1])
    expected = paths[1,] - np.logaddexp.reduce(list(paths.values()))
    np.testing.assert_allclose(
        ops.convert_to_numpy(single)[0], expected, atol=1e-5
    )


@pytest.mark.backends
def test_forbidden_tags_never_come_out():
    crf = random_crf(bio=BIO, scale=5.0)
    scores = np.random.default_rng(0).normal(0, 50, (200, 9, 4))
    scores[:, :, 2] += 50  # the network loves I-PER
    tags = ops.convert_to_numpy(crf.decode(scores.astype("float32")))
    before = np.concatenate([np.full((200, 1), 4), tags[:, :-1]], axis=1)
    assert bio_transitions(BIO)[before, tags].all()
    marginals = ops.convert_to_numpy(crf.marginals(scores.astype("float32")))
    assert not marginals[:, 0, 2].any()  # none at the start
    np.testing.assert_allclose(marginals.sum(-1), 1, atol=1e-3)
    impossible = crf.log_likelihood(scores[:1, :1], np.array([[2]]))
    assert float(ops.convert_to_numpy(impossible)[0]) < -5000


@pytest.mark.backends
def test_half_precision_changes_the_scores_only():
    scores = np.random.default_rng(0).normal(0, 3, (2, 6, 4))
    tags = np.ones((2, 6), "int32")
    expected = ops.convert_to_numpy(random_crf().log_likelihood(scores, tags))
    policy = keras.config.dtype_policy()
    for name in ("mixed_float16", "float16", "mixed_bfloat16"):
        try:
            keras.config.set_dtype_policy(name)
            crf = random_crf()
            half = ops.cast(scores, "bfloat16" if "b" in name else "float16")
            actual = crf.log_likelihood(crf(half), tags)
        finally:
            keras.config.set_dtype_policy(policy)
        assert keras.backend.standardize_dtype(actual.dtype) == "float32"
        np.testing.assert_allclose(
            ops.convert_to_numpy(actual), expected, atol=0.2
        )


def tagger(crf):
    """The smallest network with a CRF on top."""
    inputs = keras.Input((None, 2))
    return keras.Model(inputs, crf(keras.layers.Dense(crf.num_tags)(inputs)))


@pytest.mark.backends
@pytest.mark.compiled
def test_gradient_is_the_slope_of_the_loss():
    crf = random_crf(3)
    model = tagger(crf)
    optimizer = keras.optimizers.SGD(1.0)
    model.compile(optimizer, loss=crf.loss)
    rng = np.random.default_rng(0)
    x = rng.normal(size=(4, 5, 2)).astype("float32")
    y = rng.integers(0, 3, (4, 5))
    y[1, 3:] = y[2, :2] = y[3, 2] = -1  # masked at the end, start, inside
    before = model.get_weights()

    def loss_at(weights):
        model.set_weights(weights)
        return float(model.test_on_batch(x, y))

    slopes = []
    for index, weight in enumerate(before):
        slope = np.zeros_like(weight)
        for place in np.ndindex(weight.shape):
            sides = []
            for step in (0.05, -0.05):
                moved = [w.copy() for w in before]
                moved[index][place] += step
                sides.append(loss_at(moved))
            slope[place] = (sides[0] - sides[1]) / 0.1
        slopes.append(slope)
    model.set_weights(before)
    model.train_on_batch(x, y)
    for old, new, slope in zip(before, model.get_weights(), slopes):
        np.testing.assert_allclose(old - new, slope, atol=2e-3)


@pytest.mark.backends
@pytest.mark.compiled
def test_what_only_transitions_know_is_learned_and_saved():
    keras.utils.set_random_seed(0)
    crf = CRF(2)
    model = tagger(crf)
    model.compile(keras.optimizers.Adam(0.1), loss=crf.loss)
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, (64, 1))
    y = np.concatenate([y, 1 - y], axis=1)
    x = np.zeros((64, 2, 2), "float32")
    x[:, 0, 0] = 2 * y[:, 0] - 1  # nothing about the second tag
    model.fit(x, y, epochs=30, verbose=0)
    tags = ops.convert_to_numpy(crf.decode(model(x)))
    np.testing.assert_array_equal(tags, y)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crf.keras"
        model.save(path)
        again = keras.saving.load_model(path, compile=False, safe_mode=True)
        # A compiled model goes on with its own transitions.
        loaded = keras.saving.load_model(path, safe_mode=True)
    expected = model.evaluate(x, y, verbose=0)
    np.testing.assert_allclose(
        loaded.evaluate(x, y, verbose=0), expected, rtol=1e-5
    )
    before = loaded.layers[-1].get_weights()[0]
    loaded.fit(x, y, verbose=0)
    assert (loaded.layers[-1].get_weights()[0] != before).any()
    assert again.layers[-1].bio is None
    tags = again.layers[-1].decode(again(x))
    np.testing.assert_array_equal(ops.convert_to_numpy(tags), y)
    config = CRF(4, BIO).get_config()
    assert CRF.from_config(config).bio == BIO
