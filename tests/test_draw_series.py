# Pulled from nbs/appendix/draw_series.ipynb by tools/pull_tests.py. Do not edit.

import matplotlib
import numpy as np
import pytest

from keras_rnn.draw.series import *
from keras_rnn.tasks.backtest import Backtest

matplotlib.use("agg")


def test_forecast_draws_history_fan_and_truth_where_they_are():
    fan = np.arange(9.0).reshape(3, 3)
    axis = forecast([1.0, 2, 3, 4], fan, [5.0, 6], (0.1, 0.5, 0.9))
    history, median, truth, now = axis.lines
    np.testing.assert_array_equal(history.get_xdata(), [-4, -3, -2, -1])
    np.testing.assert_array_equal(median.get_xdata(), [0, 1, 2])
    np.testing.assert_array_equal(median.get_ydata(), fan[:, 1])
    np.testing.assert_array_equal(truth.get_ydata(), [5, 6])
    assert len(axis.collections) == 1
    labels = [text.get_text() for text in axis.get_legend().get_texts()]
    assert "80% of what may come" in labels
    with pytest.raises(ValueError, match=r"not \(4, 1\)"):
        forecast(np.ones((4, 1)), fan)


def test_backtest_draws_errors_by_step():
    truth = np.zeros((2, 3))
    made = Backtest(
        truth,
        np.array([[1.0, 2, 3], [1, 2, 5]])[..., None],
        truth + 7,
        np.zeros((2, 2), int),
        np.ones(2),
        (0.5,),
        0,
    )
    axis = backtest({"ours": made})
    naive, ours = axis.lines
    np.testing.assert_array_equal(ours.get_ydata(), [1, 2, 4])
    np.testing.assert_array_equal(naive.get_ydata(), [7, 7, 7])
    with pytest.raises(ValueError, match="empty"):
        backtest({})
