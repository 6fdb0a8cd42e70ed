# Pulled from nbs/appendix/series_task.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn.tasks.choices import Settings
from keras_rnn.tasks.series_task import *


def small_task(**options):
    settings = Settings(2, lookback=6, season=6, quantiles=(0.5,), **options)
    return SeriesTask(keras.Sequential(), settings)


def test_windows_to_learn_from_end_before_those_to_validate_on():
    task = small_task()
    series = [np.sin(np.arange(24.0)), np.arange(40.0)]
    parts = []
    for end in (1.0, 1e6):  # what is kept back changes no number
        given = [
            np.r_[x[: len(x) * 3 // 4], x[len(x) * 3 // 4 :] * end]
            for x in series
        ]
        train, valid = task.split(task._rows(given), 0.25)
        parts.append(keras.tree.flatten(train.batch(np.arange(len(train)))))
    for index, cut in enumerate((18, 30)):
        before, behind = (
            part.places[part.places[:, 0] == index, 1]
            for part in (train, valid)
        )
        assert before.max() + 2 == cut == behind.min()
    for ours, theirs in zip(*parts, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(train.units, valid.units)


def test_weights_go_with_their_series_and_y_is_refused():
    task = small_task()
    rows = task._rows([np.arange(9.0), np.arange(10.0)], None, [1.0, 3.0])
    _, _, weights = rows.batch(np.arange(len(rows)))
    assert weights[:, 0].tolist() == [1, 1, 3, 3, 3]
    with pytest.raises(TypeError, match="give no y"):
        task._rows(np.arange(9.0), np.arange(9.0))
    with pytest.raises(ValueError, match="frequency None.*made for h"):
        small_task(frequency="h").read(np.arange(9.0))
