# Pulled from nbs/appendix/remember.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.course.remember import *


def test_a_model_is_trained_once_and_then_loaded():
    import tempfile

    import numpy as np
    import pytest

    from keras_rnn.course import lesson
    from keras_rnn.patterns.one_to_one import one_to_one

    x, calls = np.ones((4, 3), "float32"), []

    def train(units):
        calls.append(units)
        print("learning")
        model = one_to_one(units, units=2, input_shape=(3,))
        model.compile("sgd", "mse")
        return model, model.fit(x, np.zeros((4, units)), verbose=0)

    with tempfile.TemporaryDirectory() as home:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KERAS_HOME", home)
            patch.setattr(lesson, "FULL", True)
            first, again, other = (
                remembered("dense", train, about="ones", units=units)
                for units in (2, 2, 1)
            )
            assert calls == [2, 1]
            np.testing.assert_array_equal(
                *(m.predict(x, verbose=0) for m in (first.model, again.model))
            )
            assert first[1:] == again[1:] and first.printed == "learning\n"
            assert other.model.predict(x, verbose=0).shape == (4, 1)
            remembered("dense", train, about="other ones", units=2)
            patch.setattr(lesson, "FULL", False)
            remembered("dense", train, about="ones", units=2)
            assert calls == [2, 1, 2, 2]
            patch.setattr(lesson, "FULL", True)
            remembered("dense", lambda units: train(1), about="ones", units=2)
            assert calls == [2, 1, 2, 2, 1]  # other code, other result
