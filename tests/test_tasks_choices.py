# Pulled from nbs/appendix/choices.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.tasks.choices import *
from keras_rnn.tasks.series import Series


def test_seasons_are_found_and_noise_has_none():
    rng = np.random.default_rng(0)
    time = np.arange(400)
    for season in (7, 12, 24):
        wave = np.sin(2 * np.pi * time / season) + 0.02 * time
        found = find_season(wave + 0.2 * rng.normal(size=400))
        assert found == season
    assert find_season(rng.normal(size=400)) == 1
    assert find_season(rng.normal(size=400).cumsum()) == 1
    assert find_season(np.ones(50)) == 1 and find_season(np.ones(3)) == 1


def test_a_lookback_leaves_windows_to_learn_from():
    assert lookback_for(8640, 24, 24) == 14 * 24
    assert lookback_for(120, 12, 12) == 60
    assert lookback_for(30, 12, 12) == 12
    assert lookback_for(1000, 10, 1) == 32


def test_nothing_is_chosen_by_the_last_fifth():
    rng = np.random.default_rng(0)
    wave = np.sin(np.arange(100) * 2 * np.pi / 8) + 0.1 * rng.normal(size=100)
    whole = [wave, *rng.normal(size=(2, 100, 3))]  # values, past and future

    def chosen(change, start):
        parts = [np.r_[x[:start], change(x[start:])] for x in whole]
        return Settings.of([Series("x", *parts)], 4, quantiles=(0.5,))

    expected = chosen(np.array, 80)
    assert expected.season == 8
    assert [len(x) for x in expected.scales["past"]] == [3, 3]
    for change in (rng.permutation, lambda late: 0 * late + 1e6):
        assert chosen(change, 80) == expected
        assert chosen(change, 60) != expected
