# Pulled from nbs/appendix/text_regressor.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn.tasks.text_regressor import *


@pytest.mark.backends
@pytest.mark.compiled
def test_regressor_works_in_the_users_units():
    keras.utils.set_random_seed(0)
    texts = ["a great film", "a fair film", "a dull film"] * 8
    ratings = np.array([90.0, 50.0, 10.0] * 8)
    regressor = TextRegressor.from_data(
        texts,
        ratings,
        cell="simple_rnn",
        bidirectional=False,
        dropout=0.0,
    )
    untrained = regressor.rate(texts)
    np.testing.assert_allclose(untrained, 50, atol=25)
    regressor.compile(keras.optimizers.Adam(0.02), "mse", metrics=["mae"])
    many = texts * 18, np.tile(ratings, 18)
    regressor.fit(*many, batch_size=24, epochs=2, verbose=0)
    assert regressor.rate(texts)[0] > 75
    scores = regressor.evaluate(texts, ratings, return_dict=True, verbose=0)
    error = np.abs(regressor.rate(texts) - ratings).mean()
    np.testing.assert_allclose(scores["mae"], error, rtol=1e-4)
