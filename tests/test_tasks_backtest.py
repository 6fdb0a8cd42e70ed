# Pulled from nbs/appendix/backtest.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.tasks.backtest import *


def test_a_backtest_counts_what_is_there():
    truth = np.array([[1.0, 2.0], [3.0, np.nan]])
    median = np.array([[2.0, 2.0], [1.0, 9.0]])
    found = Backtest(
        truth,
        np.stack([median - 1, median, median + 1], axis=-1),
        naive=np.array([[0.0, 0.0], [1.0, 1.0]]),
        places=np.array([[0, 5], [1, 5]]),
        scale=np.array([1.0, 2.0]),
        quantiles=(0.1, 0.5, 0.9),
        median=1,
    )
    scores = found.metrics()
    assert np.isclose(scores["mae"], (1 + 0 + 2) / 3)
    assert np.isclose(scores["mse"], (1 + 0 + 4) / 3)
    assert np.isclose(scores["mase"], (0.5 / 1 + 2 / 2) / 2)
    assert np.isclose(scores["coverage"], 2 / 3)
    ours, naive = found.by_step()
    np.testing.assert_allclose(ours, [(1 / 1 + 2 / 2) / 2, 0])
    np.testing.assert_allclose(naive, [(1 / 1 + 2 / 2) / 2, 2])
