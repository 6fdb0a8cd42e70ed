# Pulled from nbs/09_five_patterns.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
from keras import ops

from keras_rnn.patterns.one_to_one import *


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
