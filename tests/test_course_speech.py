# Pulled from nbs/appendix/speech_figures.ipynb by tools/pull_tests.py. Do not edit.

import tempfile
from pathlib import Path

import numpy as np
from keras import ops

from keras_rnn import audio
from keras_rnn.course.speech import *
from keras_rnn.layers import ctc
from keras_rnn.tasks.batches import Rows


def test_warping_by_recursion():
    def slow(x, y, i, j):
        if i < 0 or j < 0:
            return 0.0 if i == j == -1 else np.inf
        ways = ((i - 1, j), (i, j - 1), (i - 1, j - 1))
        cost = np.sqrt(((x[i] - y[j]) ** 2).sum())
        return cost + min(slow(x, y, *way) for way in ways)

    rng = np.random.default_rng(0)
    query, references = rng.normal(size=(4, 3)), rng.normal(size=(2, 5, 3))
    lengths = np.array([5, 3])
    found = warping_distances(query, references, lengths)
    for row, length in enumerate(lengths):
        expected = slow(query, references[row], 3, length - 1)
        np.testing.assert_allclose(found[row], expected / (4 + length))
    slower = query[None].repeat(2, axis=1)
    same = warping_distances(query, slower, np.array([8]))
    np.testing.assert_allclose(same, 0, atol=1e-6)


def test_few_shapes_hold_each_row_once():
    rng = np.random.default_rng(0)
    frames = [rng.normal(size=(n, 2)) for n in rng.integers(1, 90, 37)]
    targets = [np.ones(n, int) for n in rng.integers(1, 40, 37)]
    batches = FewShapes(Rows({"frames": frames}, targets), 8, seed=1)
    rows = [rows for rows, _ in batches.plan]
    assert sorted(np.concatenate(rows)) == list(range(37))
    assert sorted(map(len, rows)) == [5, 8, 8, 8, 8]
    for index, (rows, widths) in enumerate(batches.plan):
        assert not (widths % 32).any()
        inputs, labels, weights = batches[index]
        assert inputs["frames"].shape == (len(rows), widths[0], 2)
        assert weights.sum() == sum(len(targets[row]) for row in rows)


def test_one_label_has_the_smallest_loss():
    rng = np.random.default_rng(0)
    for steps in (1, 2, 7):
        nats = np.log(rng.dirichlet(np.ones(5), steps))
        losses = [
            float(ops.convert_to_numpy(ctc.ctc_loss(nats[None], [[k]]))[0])
            for k in range(1, 5)
        ]
        assert one_label(nats) == np.argmin(losses) + 1


def test_cosines_hold_the_spectrum_the_first_of_them_its_hills():
    sound = np.random.default_rng(0).normal(0, 0.1, 8000)
    frames = audio.log_mel(sound, 8000)  # (steps, 120)
    hills = cepstra(sound, count=40)
    shares = hills.reshape(-1, 3, 40) / 20
    shares[..., 0] /= 2
    back = sum(
        shares[..., k : k + 1] * np.cos(np.pi * k * (np.arange(40) + 0.5) / 40)
        for k in range(40)
    )
    np.testing.assert_allclose(back.reshape(frames.shape), frames, atol=1e-5)
    few = cepstra(sound)
    assert few.shape == (len(frames), 3 * 13)
    np.testing.assert_allclose(
        few.reshape(-1, 3, 13), hills.reshape(-1, 3, 40)[..., :13], atol=1e-5
    )


def test_the_first_way_to_say_a_word_is_taken():
    path = Path(tempfile.mkdtemp()) / "lexicon.txt"
    path.write_text("A AH0\nA EY0\nABLE  EY1 B L # once\n\n")
    assert lexicon_of(path) == {"a": "ah", "able": "ey b l"}
