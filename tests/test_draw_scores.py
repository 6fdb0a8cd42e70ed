# Pulled from nbs/appendix/scores.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.draw.scores import *


def test_confusion_is_that_of_scikit_learn():
    import matplotlib.pyplot as plt
    from sklearn.metrics import confusion_matrix

    truth, answers = np.random.default_rng(0).choice(list("abc"), size=(2, 50))
    axis = confusion(truth, answers)
    shown = [int(text.get_text()) for text in axis.texts]
    assert shown == confusion_matrix(truth, answers).ravel().tolist()
    assert axis.get_xlabel() == "answered"  # columns
    plt.close("all")


def test_precision_and_recall_are_those_of_scikit_learn():
    import matplotlib.pyplot as plt
    from sklearn.metrics import precision_recall_curve

    generator = np.random.default_rng(0)
    wanted = generator.random(60) < 0.4
    chances = generator.integers(0, 20, size=60) / 20  # with ties
    axis = precision_recall(chances, wanted, threshold=0.3)
    recall, precision = axis.lines[0].get_data()
    expected = precision_recall_curve(wanted, chances)
    np.testing.assert_allclose(precision, expected[0][-2::-1])
    np.testing.assert_allclose(recall, expected[1][-2::-1])
    marked = axis.lines[1].get_data()
    assert marked[0][0] == wanted[chances >= 0.3].sum() / wanted.sum()
    plt.close("all")


def test_reliability_counts_each_bin():
    import matplotlib.pyplot as plt

    sure = np.array([0.55, 0.57, 0.91, 0.95, 0.99, 1.0])
    axis = reliability(sure, [1, 0, 1, 1, 1, 0])
    drawn = [bar.lines[0].get_data() for bar in axis.containers[1::2]]
    assert [(round(float(x[0]), 4), y[0]) for x, y in drawn] == [
        (0.56, 0.5),
        (0.9625, 0.75),
    ]
    plt.close("all")


def test_spread_of_seeds_is_of_a_sample():
    import matplotlib.pyplot as plt

    axis = seeds({"a": [0.7, 0.8, 0.9], "b": [0.5]}, baseline=0.6)
    first, second = (patch.get_width() for patch in axis.patches)
    assert abs(first - 0.2) < 1e-9 and second == 0
    plt.close("all")
