# Pulled from nbs/appendix/saving.ipynb by tools/pull_tests.py. Do not edit.

import keras
from keras import ops

from keras_rnn import text
from keras_rnn.tasks.saving import *


def test_a_model_is_made_anew_from_its_config():
    letters = text.CharacterTokenizer.from_texts(["so it goes"])
    units = keras.Input((3,), name="vectors")
    network = keras.Model({"vectors": units}, keras.layers.Dense(2)(units))
    for given in ((letters, 8), ()):
        model = Saved(network, *given)
        again = Saved.from_config(model.get_config())
        assert again.max_length == model.max_length
        assert (again.tokenizer is None) == (model.tokenizer is None)
        again.set_weights(model.get_weights())
        x = {"vectors": ops.ones((1, 3))}
        assert ops.convert_to_numpy(ops.all(again(x) == model(x)))
    assert again.tokenizer is None
    try:
        Saved(network, letters, 0)
    except ValueError as error:
        assert "max_length must be 1 or more" in str(error)
    else:
        raise AssertionError("a text of no tokens")
