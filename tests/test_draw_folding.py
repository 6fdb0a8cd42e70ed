# Pulled from nbs/appendix/folding.ipynb by tools/pull_tests.py. Do not edit.

import keras

from keras_rnn.draw.folding import *

L = keras.layers


def texts_in(picture):
    """The texts of a picture."""
    import re

    return re.findall(r"<text[^>]*>(.*?)</text>", picture.svg())


def chain(*layers, shape=(None, 3)):
    return keras.Sequential([keras.Input(shape), *layers])


def test_a_layer_is_drawn_once_with_its_loop():
    rnn = L.Bidirectional(L.LSTM(8, return_sequences=True))
    picture = folded(chain(rnn, L.GRU(4), L.Dense(2)))
    texts = texts_in(picture)
    assert texts[0] == "many to one, folded"
    assert texts.count("LSTM") == 2 and texts.count("GRU") == 1
    assert texts.count("state") == texts.count("starts at 0") == 3
    assert picture.svg().count(" C") == 3  # the loops are curves
    for shape in ("(batch, time, 3)", "(batch, time, 16)", "(batch, 2)"):
        assert shape in texts
    assert "after the last step" in texts


def test_a_given_start_and_another_reader():
    condition = keras.Input((2,), name="condition")
    source = keras.Input((None, 3), name="source")
    target = keras.Input((None, 4), name="target")
    for x, start in [(condition, condition), (source, L.GRU(8)(source))]:
        if start is x:
            start = L.Dense(8)(x)
        y = L.GRU(8, return_sequences=True)(target, initial_state=start)
        texts = texts_in(folded(keras.Model([x, target], L.Dense(5)(y))))
        assert texts.count("starts: given") == 1 and "fed back" in texts
        assert ("last state" in texts) == ("decoder" in texts) == (x is source)
        assert ("condition" in texts) == (x is condition)


def test_a_net_without_recurrence_has_no_loop():
    model = chain(L.Dense(5), L.Dense(2, name="logits"), shape=(7,))
    texts = texts_in(folded(model))
    assert texts[0] == "one to one" and texts.count("Dense") == 2
    assert "(batch, 7)" in texts and "(batch, 2)" in texts
    assert "state" not in texts
