# Pulled from nbs/appendix/draw.ipynb by tools/pull_tests.py. Do not edit.

import keras

from keras_rnn.draw import *
from keras_rnn.layers import Recurrent


def test_unfolded_shows_what_the_model_is():
    inputs = keras.Input((None,), dtype="int32")
    x = keras.layers.Embedding(9, 4)(inputs)
    x, _ = Recurrent("gru", 6, num_layers=2)(x)
    many = keras.Model(inputs, keras.layers.Dense(3)(x))
    svg = unfolded(many, ["a", "<b>", "c"]).svg()
    assert svg.count(">GRU<") == 2 * 3
    assert svg.count(">logits, 3<") == 3
    assert "&lt;b&gt;" in svg and "<b>" not in svg


def test_unfolded_reads_plain_keras_and_directions():
    model = keras.Sequential(
        [
            keras.Input((None, 3)),
            keras.layers.Bidirectional(keras.layers.LSTM(8)),
            keras.layers.Dense(2),
        ]
    )
    svg = unfolded(model, steps=4).svg()
    assert svg.count(">LSTM<") == 2 * 4
    assert svg.count(">logits, 2<") == 1
    assert "← reads" in svg


def test_a_long_text_is_shortened_and_svg_is_well_formed():
    import xml.etree.ElementTree

    model = keras.Sequential([keras.Input((None, 3)), keras.layers.GRU(8)])
    svg = unfolded(model, [f"w{i} & co" for i in range(40)]).svg()
    xml.etree.ElementTree.fromstring(svg)
    assert "w39 &amp; co" in svg and "w20" not in svg


def test_a_model_without_recurrence_says_so():
    import pytest

    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    with pytest.raises(ValueError, match="no recurrent layer"):
        unfolded(model)
