# Pulled from nbs/appendix/frames.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pandas as pd
import pytest

from keras_rnn.tasks.frames import *


def test_all_forms_hold_the_same_series_and_give_forecasts_back():
    x = np.arange(12.0).reshape(6, 2)
    times = pd.date_range("2024-02-28", periods=6, freq="D")
    wide = pd.DataFrame(x, times, ["a", "b"])
    long = wide.rename_axis("timestamp").reset_index()
    long = long.melt("timestamp", var_name="item_id", value_name="target")
    forms = {
        "array": x,
        "list": [x[:, 0], x[:, 1]],
        "dict": {"a": x[:, 0], "b": x[:, 1]},
        "wide": wide,
        "long": long,
    }
    forecasts = np.arange(12.0).reshape(2, 3, 2)  # (series, horizon, quantiles)
    for name, data in forms.items():
        form = read_series(data)
        for column, one in enumerate(form.series):
            np.testing.assert_array_equal(one.values, x[:, column])
        back = form.restore(forecasts, (0.1, 0.5))
        if name == "array":
            np.testing.assert_array_equal(back[:, 1], forecasts[1])
        elif name in ("list", "dict"):
            back = list(back.values()) if name == "dict" else back
            np.testing.assert_array_equal(back, forecasts)
        elif name == "wide":
            assert list(back.index) == list(
                pd.date_range("2024-03-05", periods=3)
            )
            np.testing.assert_array_equal(back["b"]["0.5"], forecasts[1, :, 1])
        else:
            assert list(back.columns) == ["item_id", "timestamp", "0.1", "0.5"]
            rows = back[back["item_id"] == "b"]
            np.testing.assert_array_equal(rows["0.1"], forecasts[1, :, 0])
            assert rows["timestamp"].iloc[0] == pd.Timestamp("2024-03-05")


def test_series_in_lists_and_dicts_keep_their_timestamps():
    times = pd.date_range("2024-02-28", periods=6, freq="D", name="day")
    a = pd.Series(np.arange(6.0), times, name="a")
    b = pd.Series(np.arange(4.0), times[:4], name="b")
    forecasts = np.arange(12.0).reshape(2, 3, 2)  # (series, horizon, quantiles)
    ahead = [pd.date_range(x.index[-1], periods=4)[1:] for x in (a, b)]
    found = read_series([a, b.to_frame()]).restore(forecasts, (0.1, 0.5))
    for name, part, index, values in zip("ab", found, ahead, forecasts):
        assert list(part.index) == list(index) and part.index.name == "day"
        np.testing.assert_array_equal(part[name], values)
    found = read_series({"a": a, "b": b}).restore(forecasts, (0.1, 0.5))
    for part, index, values in zip(found.values(), ahead, forecasts):
        assert list(part.index) == list(index) and part.index.name == "day"
        np.testing.assert_array_equal(part, values)
    hours = b.set_axis(pd.date_range("2024-02-28", periods=4, freq="h"))
    for wrong in ([a, hours], {"a": a, "b": hours}, [a, [1.0, 2, 3]]):
        with pytest.raises(ValueError, match="different frequencies"):
            read_series(wrong)
    with pytest.raises(ValueError, match=r"series\[1\]: frame.*back in time"):
        read_series([a, b.iloc[[0, 2, 1, 3]]])
    with pytest.raises(ValueError, match=r"series\[1\]: b ends in 1 missing"):
        read_series([a, b.where(b < 3)])


def test_months_go_on_as_months():
    times = pd.date_range("2024-10-31", periods=4, freq="ME")
    form = read_series(pd.Series([1.0, 2, 3, 4], times, name="sales"))
    back = form.restore(np.zeros((1, 2, 1)), (0.5,))
    assert list(back.index.month) == [2, 3] and back.index.day[0] == 28


def test_series_that_cannot_be_read_are_named():
    times = pd.date_range("2024-01-01", periods=6, freq="h")
    good = pd.DataFrame({"a": np.arange(6.0)}, times)
    long = pd.DataFrame(
        {"item_id": ["x"] * 4, "timestamp": times[:4], "target": 1.0}
    )
    days = long.assign(
        item_id="y", timestamp=pd.date_range("2024-01-01", periods=4)
    )
    for data, kind, words in (
        ("abc", TypeError, "not str"),
        ([], ValueError, "empty"),
        (["a", "b"], TypeError, r"series\[0\] is str"),
        ([[1.0, 2.0], [1.0, np.inf]], ValueError, r"series\[1\]\[1\] is inf"),
        ([1.0, 2.0, np.nan], ValueError, "ends in 1 missing"),
        ([[np.nan, np.nan]], ValueError, "no values"),
        (np.ones((2, 3, 4)), ValueError, r"shape \(2, 3, 4\)"),
        (good.iloc[[0, 1, 1, 2]], ValueError, "twice"),
        (good.iloc[[0, 2, 1, 3]], ValueError, "back in time"),
        (good.iloc[[0, 1, 2, 4, 5]], ValueError, "from row 2 to row 3"),
        (good.iloc[:2], ValueError, "2 timestamps"),
        (good.reset_index(), ValueError, "set_index"),
        (pd.concat([long, days]), ValueError, "different frequencies"),
        (long.assign(target="1"), TypeError, "item 'x'"),
    ):
        with pytest.raises(kind, match=words):
            read_series(data)
    short = {"load": np.ones(5), "rain": np.ones(4)}
    with pytest.raises(ValueError, match="differ in length"):
        read_series(short, past=("rain",))
    with pytest.raises(ValueError, match="no column to forecast"):
        read_series(good, past=("a",))
    with pytest.raises(ValueError, match="no column 'rain'"):
        read_series(good, past=("rain",))
    with pytest.raises(TypeError, match="arrays have no names"):
        read_series(np.ones(5), past=("rain",))
