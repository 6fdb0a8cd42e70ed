# Pulled from nbs/appendix/series_bench.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.course.series import *


def test_slopes_stand_behind_their_channels():
    recording = np.array([[0, 1], [2, 1], [6, 1]])
    (found,) = with_slopes([recording])
    assert found.tolist() == [[0, 1, 2, 0], [2, 1, 3, 0], [6, 1, 4, 0]]


def test_baselines_by_hand():
    x = np.arange(6.0)
    np.testing.assert_array_equal(copied(x, 5, 3), [3, 4, 5, 3, 4])
    line = windows_of(np.arange(40.0), 8)
    found = Linear(line, 5, ridge=1e-6)(np.arange(100.0, 105.0))
    np.testing.assert_allclose(found, [105, 106, 107], atol=0.05)
    assert windows_of(x, 3, 2).tolist() == [[0, 1, 2], [2, 3, 4]]
    x[[4, 5]] = np.nan
    np.testing.assert_array_equal(copied(x, 5, 3), [3, 1, 2, 3, 1])
    rows = [{"mse": 1.0}, {"mse": 2.0}, {"mse": 3.0}]
    assert spread_of(rows) == "mse 2.0000 ± 1.0000"
