# Pulled from nbs/appendix/compiling.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np

from keras_rnn.tasks.compiling import *


class Line(Compiled):
    over_time = True

    def defaults(self, learning_rate=None, steps=None):
        return {
            "optimizer": keras.optimizers.SGD(learning_rate or 0.1),
            "loss": keras.losses.MeanSquaredError(
                reduction="mean_with_sample_weight"
            ),
            "metrics": [],
        }


def test_what_is_given_is_taken_and_the_rest_are_defaults():
    x = keras.Input((None, 1), name="x")
    model = Line(keras.Model({"x": x}, keras.layers.Dense(1)(x)))
    assert model.compile_for(64, 32, 0.5) is model
    np.testing.assert_allclose(model.optimizer.learning_rate, 0.5)
    model.compile(loss="mae")
    assert model.loss == "mae"
    assert isinstance(model.optimizer, keras.optimizers.SGD)
    np.testing.assert_allclose(model.optimizer.learning_rate, 0.1)


def test_the_loss_that_is_shown_is_the_mean_over_steps():
    x = keras.Input((None, 1), name="x")
    model = Line(keras.Model({"x": x}, keras.layers.Dense(1)(x)))
    model.compile()
    model.set_weights([np.ones((1, 1)), np.zeros(1)])
    for steps, error in ((1, 3.0), (3, 1.0)):
        ones = np.ones((1, steps, 1), "float32")
        model.compute_loss(
            {"x": ones}, 0 * ones, error * ones, ones[..., 0], training=False
        )
    # one step of 9, three of 1
    np.testing.assert_allclose(model.mean_loss.result(), 3.0)
