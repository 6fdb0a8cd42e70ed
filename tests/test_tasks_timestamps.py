# Pulled from nbs/appendix/timestamps.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pandas as pd

from keras_rnn.tasks.timestamps import *


def test_calendar_meets_itself_after_a_cycle():
    times = pd.date_range("2023-05-01", periods=24 * 15, freq="h")
    found = calendar(times, (DAY, 7 * DAY))
    np.testing.assert_allclose(
        found[:24, [0, 2]], found[24:48, [0, 2]], atol=1e-9
    )
    np.testing.assert_allclose(found[0], found[24 * 7], atol=1e-9)
    assert not np.allclose(found[0], found[24])
    assert calendar_cycles(times) == (DAY, 7 * DAY)


def test_a_cycle_must_be_seen_twice_to_count():
    days = pd.date_range("2024-01-01", periods=700, freq="D")
    assert calendar_cycles(days) == (7 * DAY,)  # not two years
    assert calendar_cycles(days[:13]) == ()
    assert season_of(days) == 7
    assert list(times_after(days[-1], 2, "D").day) == [1, 2]
