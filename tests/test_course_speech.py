# Pulled from nbs/appendix/speech_figures.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.course.speech import *


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
