# Pulled from nbs/appendix/command_line_baselines.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.deploy.cli.baselines import *


def test_ngrams_are_a_distribution():
    rng = np.random.default_rng(0)
    rows = rng.integers(4, size=(5, 20)).tolist()
    ngrams = NGrams(rows, size=6, order=3)
    before = [1, 2]
    whole = np.array(before)
    known = np.log(ngrams.perplexity([whole])) * 2
    odds = [
        np.exp(known - np.log(ngrams.perplexity([[*before, t]])) * 3)
        for t in range(6)
    ]
    assert abs(sum(odds) - 1) < 1e-9 and min(odds) > 0
    # A pair seen always, beside one never.
    pairs = NGrams([[0, 1]] * 99, size=2, order=2)
    assert pairs.perplexity([[0, 1]]) < 1.45 < 10 < pairs.perplexity([[0, 0]])
