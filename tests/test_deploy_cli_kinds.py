# Pulled from nbs/appendix/command_line_kinds.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.deploy.cli.kinds import *


def test_scores_are_those_of_others():
    from sklearn.metrics import accuracy_score, f1_score

    rng = np.random.default_rng(0)
    truth, given = rng.choice(list("abc"), (2, 60)).tolist()
    scores = Classify(None).judge(truth, given)
    assert scores["accuracy"] == accuracy_score(truth, given)
    expected = f1_score(truth, given, average="macro")
    assert abs(scores["macro_f1"] - expected) < 1e-12
    scores = Tag(None).judge([["B-X", "I-X", "O"]], [["I-X", "I-X", "O"]])
    assert scores == {"f1": 1.0, "accuracy": 2 / 3}
