# Pulled from nbs/appendix/known.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pandas as pd
import pytest

from keras_rnn.tasks.frames import read_series
from keras_rnn.tasks.known import *


def test_each_item_goes_on_with_its_own_future():
    days = pd.date_range("2024-01-01", periods=4)
    ahead = pd.date_range("2024-01-05", periods=2)

    def items(times, **columns):
        parts = [
            pd.DataFrame({"item_id": name, "timestamp": times, **columns})
            for name in "ab"
        ]
        return pd.concat(parts, ignore_index=True)

    long = items(days, target=1.0, free=0.0)
    form = read_series(long, future=("free",))
    plan = items(ahead).assign(free=[1.0, 2, 3, 4])
    for order in (plan, plan[::-1].sort_values("timestamp")):
        found = go_on(form, 2, ("free",), order)
        assert [list(x.future[4:, 0]) for x in found] == [[1, 2], [3, 4]]
        assert all(list(x.times[4:]) == list(ahead) for x in found)
        assert all(len(x) == 4 for x in found)  # no values there
    for wrong, kind, words in (
        (plan[:3], ValueError, "future of b has 1 rows"),
        (plan.drop(columns="item_id"), ValueError, "no column 'item_id'"),
        (items(days[:2], free=1.0), ValueError, "future of a must go from"),
        (plan.drop(columns="free"), ValueError, "no column 'free'"),
        (None, ValueError, r"must hold the next 2 values of \['free'\]"),
        ({"free": [1.0, 2]}, TypeError, "must be a frame"),
    ):
        with pytest.raises(kind, match=words):
            go_on(form, 2, ("free",), wrong)


def test_without_columns_and_times_nothing_but_the_place_is_known():
    (one,) = go_on(read_series(np.arange(5.0)), 3)
    assert one.times is None and one.future is None and len(one) == 5
    with pytest.raises(ValueError, match="looks at no future"):
        go_on(read_series(np.arange(5.0)), 3, (), {"free": [1, 2, 3]})
    form = read_series({"load": [1.0, 2], "free": [0, 1]}, future=("free",))
    (one,) = go_on(form, 2, ("free",), {"free": [1, 1]})
    assert one.future[:, 0].tolist() == [0, 1, 1, 1]
