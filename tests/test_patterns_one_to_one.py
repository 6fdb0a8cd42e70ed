# Pulled from nbs/03_five_patterns.ipynb by tools/pull_tests.py. Do not edit.

import tempfile
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.patterns.one_to_one import *


@pytest.mark.backends
@pytest.mark.compiled
def test_one_to_one_is_two_products():
    keras.utils.set_random_seed(0)
    model = one_to_one(num_classes=3, units=5, input_shape=(2, 4))
    x = np.random.default_rng(0).normal(size=(6, 2, 4)).astype("float32")
    first, first_bias, second, second_bias = model.get_weights()
    h = np.maximum(0, x.reshape(6, 8) @ first + first_bias)
    expected = h @ second + second_bias
    logits = ops.convert_to_numpy(model(x))
    np.testing.assert_allclose(logits, expected, atol=1e-5)
    assert model.inputs[0].name == "vectors"


@pytest.mark.backends
@pytest.mark.compiled
def test_one_to_one_learns_by_heart_and_is_saved():
    keras.utils.set_random_seed(0)
    model = one_to_one(3, units=16, input_shape=(4,), num_layers=2)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.05), loss)
    x = np.random.default_rng(0).normal(size=(12, 4)).astype("float32")
    y = np.arange(12) % 3
    forty_times = np.tile(x, (40, 1)), np.tile(y, 40)  # one epoch is faster
    model.fit(*forty_times, batch_size=12, shuffle=False, verbose=0)
    expected = ops.convert_to_numpy(model(x))
    np.testing.assert_array_equal(expected.argmax(axis=1), y)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        model.save(path)
        again = keras.saving.load_model(path)
    np.testing.assert_allclose(
        ops.convert_to_numpy(again(x)), expected, atol=1e-6
    )


@pytest.mark.backends
@pytest.mark.compiled
def test_one_to_one_needs_a_fixed_size():
    import pytest

    assert one_to_one(num_layers=0).count_params() == 784 * 10 + 10
    for options, message in [
        ({"input_shape": (None, 28)}, "many_to_one reads any number"),
        ({"input_shape": ()}, "a dense net needs a fixed size"),
        ({"units": 0}, "must be 1 or more"),
        ({"num_classes": 0}, "must be 1 or more"),
        ({"num_layers": -1}, "0 or more"),
    ]:
        with pytest.raises(ValueError, match=message):
            one_to_one(**options)
