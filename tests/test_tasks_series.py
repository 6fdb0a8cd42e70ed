# Pulled from nbs/appendix/series.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pandas as pd
import pytest

from keras_rnn.tasks.series import *


def test_a_series_is_cut_with_all_that_it_holds_and_goes_on_in_time():
    days = pd.date_range("2024-02-26", periods=5, freq="D", name="day")
    rain = np.arange(5.0)[:, None]
    one = Series("x", np.arange(5.0), rain, rain, days, "D")
    (cut,) = before([one], 0.4)
    for part in (cut.values, cut.past, cut.future, cut.times):
        assert len(part) == len(cut) == 3
    after = cut.times_after(3)
    assert list(after.day) == [29, 1, 2] and after.name == "day"
    assert list(Series("x", np.ones(4)).times_after(2)) == [4, 5]


def test_columns_beside_are_whole_numbers_of_the_right_name():
    data = {"rain": [1, 2.5], "free": [0, 1], "gap": [1, np.nan]}
    np.testing.assert_array_equal(
        beside(data, ("free", "rain")), [[0, 1], [1, 2.5]]
    )
    assert beside(data, ()) is None
    with pytest.raises(ValueError, match="item 'x': there is no column 'sun'"):
        beside(data, ("sun",), "item 'x': ")
    with pytest.raises(ValueError, match=r"gap\[1\] is missing"):
        beside(data, ("gap",))
