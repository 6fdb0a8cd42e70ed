# Pulled from nbs/appendix/choices.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.tasks.choices import *


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
