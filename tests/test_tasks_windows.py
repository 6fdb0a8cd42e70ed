# Pulled from nbs/appendix/windows.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest

from keras_rnn.tasks.series import Series
from keras_rnn.tasks.windows import *


def cut_windows(values, stop, lookback=8, horizon=3):
    """All numbers of all training windows of a series known up to `stop`."""
    one = Series("x", values).cut(stop)
    places = origins([one], lookback, horizon)
    units = [unit_of(one.values, 4)]
    windows = Windows([one], lookback, horizon, places, units)
    inputs, targets, weights = windows.batch(np.arange(len(windows)))
    return [inputs["history"], targets, weights, *windows.centers()]


def test_the_future_changes_no_window():
    rng = np.random.default_rng(0)
    values = rng.normal(size=60)
    expected = cut_windows(values, 40)
    assert len(expected[0]) == 40 - 8 - 3 + 1
    for future in (
        rng.permutation(values[40:]),
        np.full(20, np.nan),
        np.full(20, 1e9),
    ):
        changed = np.concatenate([values[:40], future])
        for ours, theirs in zip(
            cut_windows(changed, 40), expected, strict=True
        ):
            np.testing.assert_array_equal(ours, theirs)


def test_windows_are_the_numbers_that_stand_there():
    rng = np.random.default_rng(1)
    series = [Series(i, rng.normal(size=n)) for i, n in enumerate((9, 14, 20))]
    places = origins(series, 5, 3, stride=2)
    windows = Windows(series, 5, 3, places, units=[1.0, 2.0, 4.0])
    inputs, targets, _ = windows.batch(np.arange(len(windows)))
    expected = []
    for index, one in enumerate(series):
        last = len(one) - 3
        for origin in range(5 + (last - 5) % 2, last + 1, 2):
            x = one.values - one.values[origin - 1]
            x = x[origin - 5 : origin + 3] / 2**index
            expected.append(x)
    assert windows.places[-1].tolist() == [2, 17]  # the last one is there
    found = np.concatenate([inputs["history"], targets[..., 0]], axis=1)
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_missing_values_stay_missing():
    values = np.arange(12.0)
    values[[3, 9]] = np.nan
    one = Series("x", values)
    windows = Windows([one], 4, 2, origins([one], 4, 2), units=[1.0])
    inputs, targets, weights = windows.batch(np.arange(len(windows)))
    np.testing.assert_array_equal(
        inputs["history"][0], [-2, -1, 0, np.nan]
    )  # its last value that was seen is 2
    at = windows.places[:, 1].tolist().index(8)
    np.testing.assert_array_equal(weights[at], [1, 0])
    np.testing.assert_array_equal(targets[at, :, 0], [1, 0])
    empty = Series("gap", np.r_[np.full(8, np.nan), 1.0, 2, 3, 4])
    assert origins([empty], 4, 2)[:, 1].min() == 9  # none that saw nothing


def test_the_copied_season_has_no_gaps():
    values = np.arange(1.0, 13.0)
    values[[7, 5, 1]] = np.nan  # one phase of three seasons, and one more
    one = Series("x", values)
    windows = Windows([one], 6, 3, [[0, 9]], units=[1.0])
    np.testing.assert_array_equal(windows.copied(2), [[4, 9, 4]])
    windows = Windows([one], 9, 3, [[0, 9]], units=[1.0])
    np.testing.assert_array_equal(windows.copied(3), [[7, 5, 9]])
    windows = Windows([one], 6, 3, [[0, 8]], units=[1.0])
    np.testing.assert_array_equal(windows.copied(2), [[7, 4, 7]])
    windows = Windows([one], 4, 3, [[0, 8]], units=[1.0])
    np.testing.assert_array_equal(windows.copied(2), [[7, 7, 7]])  # none seen


def test_huge_and_tiny_values_keep_their_shape():
    x = np.sin(np.arange(40.0))
    expected = cut_windows(x, 40)[0]
    for factor, offset in ((1e12, 0), (1e-12, 0), (1, 1e6)):
        found = cut_windows(x * factor + offset, 40)[0]
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_short_series_are_named_with_what_would_fit():
    series = [Series("long", np.ones(20)), Series("short", np.ones(9))]
    with pytest.raises(ValueError, match="short has 9.*need 12.*lookback of 5"):
        check_lengths(series, 8, 4)
    with pytest.raises(ValueError, match="does not fit at all"):
        check_lengths(series, 8, 9)
