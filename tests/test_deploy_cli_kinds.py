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


def test_a_forecast_is_drawn_beside_what_came():
    class Task:
        class settings:
            quantiles = (0.1, 0.5, 0.9)

        def forecast(self, series):
            self.read = series[0]
            return [np.arange(9.0).reshape(3, 3)]

    class Settings:
        horizon = 3

    task = Task()
    text = Forecast(Settings).picture(task, {"a": np.arange(40.0)})
    assert text.startswith("<svg") and text.rstrip().endswith("</svg>")
    for name in ("history", "truth", "median", "80% of what may come"):
        assert f">{name}<" in text
    np.testing.assert_array_equal(task.read, np.arange(37.0))  # not the future
