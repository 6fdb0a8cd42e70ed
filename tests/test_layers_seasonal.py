# Pulled from nbs/appendix/seasonal.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest
from keras import ops

from keras_rnn.layers.seasonal import *


@pytest.mark.backends
def test_windows_are_scaled_by_what_was_seen():
    rng = np.random.default_rng(0)
    x = rng.normal(5, 3, size=(3, 8)).astype("float32")
    x[0, 2] = x[1, 7] = np.nan
    scaled, center, spread = map(ops.convert_to_numpy, WindowScale()(x))
    expected = [x[0, 7], x[1, 6], x[2, 7]]
    np.testing.assert_allclose(center[:, 0], expected, rtol=1e-6)
    np.testing.assert_allclose(spread[:, 0], np.nanstd(x, axis=1), rtol=1e-5)
    np.testing.assert_allclose(
        scaled, (x - center) / spread, rtol=1e-5, atol=1e-6
    )
    assert np.isnan(scaled).sum() == 2
    for flat in (np.full((1, 8), 7.0), np.full((1, 8), np.nan)):
        _, _, spread = WindowScale()(flat.astype("float32"))
        assert float(ops.convert_to_numpy(spread)[0, 0]) == np.float32(1e-3)


@pytest.mark.backends
def test_the_last_season_is_copied_and_gaps_come_from_before():
    x = np.arange(1.0, 11.0, dtype="float32")[None]
    found = ops.convert_to_numpy(SeasonalNaive(5, 4)(x))
    np.testing.assert_array_equal(found, [[7, 8, 9, 10, 7]])
    x[0, [7, 9]] = np.nan
    found = ops.convert_to_numpy(SeasonalNaive(5, 4)(x))
    np.testing.assert_array_equal(found, [[7, 4, 9, 6, 7]])
    last = ops.convert_to_numpy(SeasonalNaive(2, 1)(x))
    np.testing.assert_array_equal(last, [[9, 9]])


@pytest.mark.backends
def test_segments_hold_every_point_once_in_order():
    x = np.arange(1.0, 8.0, dtype="float32")[None]
    features = np.stack([10 * x, 20 * x], axis=-1)
    found = ops.convert_to_numpy(Segments(3)(x, features))
    assert found.shape == (1, 3, 12)
    points = found.reshape(9, 4)[2:]  # two were filled up in front
    np.testing.assert_array_equal(points[:, 0], x[0])
    np.testing.assert_array_equal(points[:, 1], np.ones(7))
    np.testing.assert_array_equal(points[:, 2:], features[0])
    assert not found.reshape(9, 4)[:2].any()


@pytest.mark.backends
def test_unscale_undoes_scale():
    x = np.random.default_rng(1).normal(40, 9, size=(2, 6)).astype("float32")
    scaled, center, spread = WindowScale()(x)
    nothing = np.zeros((2, 6, 1), "float32")
    back = Unscale()(nothing, scaled, center, spread)
    np.testing.assert_allclose(ops.convert_to_numpy(back)[..., 0], x, rtol=1e-5)
