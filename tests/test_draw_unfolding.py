# Pulled from nbs/appendix/unfolding.ipynb by tools/pull_tests.py. Do not edit.

import keras

from keras_rnn.draw.picture import ROLE_COLORS, text_width
from keras_rnn.draw.unfolding import *
from keras_rnn.layers import Recurrent

L = keras.layers


def texts_in(picture):
    """The texts of a picture, those of one place together."""
    import re

    return re.findall(r"<text[^>]*>(.*?)</text>", picture.svg())


def overlaps(picture):
    """Pairs of texts that lie on each other, by their estimated widths."""
    import html
    import re

    pattern = (
        r'<text x="([^"]+)" y="([^"]+)" font-size="([^"]+)"[^>]*?'
        r'text-anchor="([^"]+)">(.*?)</text>'
    )
    boxes = []
    for x, y, size, anchor, text in re.findall(pattern, picture.svg()):
        x, y, size, text = float(x), float(y), float(size), html.unescape(text)
        wide = text_width(text, size)
        x -= {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        boxes.append((x, x + wide, y - 0.75 * size, y + 0.2 * size, text))
    assert all(box[0] > 0 and box[1] < picture.width for box in boxes)
    assert all(box[2] > 0 and box[3] < picture.height for box in boxes)
    return [
        (a[4], b[4])
        for place, a in enumerate(boxes)
        for b in boxes[place + 1 :]
        if a[4]
        and b[4]
        and a[0] < b[1]
        and b[0] < a[1]
        and a[2] < b[3]
        and b[2] < a[3]
    ]


def conditioned(cell="gru"):
    condition = keras.Input((2,), name="condition")
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    h = L.Dense(8)(condition)
    x, _ = Recurrent(cell, 8)(
        L.Embedding(9, 4)(tokens), initial_state=[[h] * (1 + (cell == "lstm"))]
    )
    logits = L.Dense(9, name="logits")(x)
    return keras.Model([condition, tokens], logits)


def translator(layers=1, attention=True):
    source = keras.Input((None,), dtype="int32", name="source")
    target = keras.Input((None,), dtype="int32", name="target")
    read, state = Recurrent("gru", 8, layers, bidirectional=True)(
        L.Embedding(9, 4)(source)
    )
    x, _ = Recurrent("gru", 16, layers)(
        L.Embedding(9, 4)(target), initial_state=state
    )
    if attention:
        x = L.Concatenate()([x, L.AdditiveAttention()([x, read])])
    logits = L.Dense(9, name="logits")(x)
    return keras.Model({"source": source, "target": target}, logits)


def chain(*layers, shape=(None, 3)):
    return keras.Sequential([keras.Input(shape), *layers])


def test_in_training_no_answer_is_fed_back():
    generating = unfolded(conditioned(), ("female", "Ana"))
    training = unfolded(conditioned(), ("female", "Ana"), training=True)
    assert "one to many, unfolded in training" in texts_in(training)
    assert "dash" in generating.svg()
    assert "dash" not in training.svg()
    rest = [x for x in texts_in(training) if "unfolded" not in x]
    assert rest == [x for x in texts_in(generating) if "unfolded" not in x]


def test_unfolded_shows_what_the_model_is():
    inputs = keras.Input((None,), dtype="int32")
    x = L.Embedding(9, 4)(inputs)
    x, _ = Recurrent("gru", 6, num_layers=2)(x)
    many = keras.Model(inputs, L.Dense(3, name="logits")(x))
    picture = unfolded(many, ["a", "<b>", "c"])
    texts = texts_in(picture)
    assert texts[0] == "many to many, unfolded"
    assert texts.count("GRU") == 2 * 3 + 2  # boxes, and a note for each row
    assert texts.count("logits") == 3 + 1
    assert "(batch, time, 3)" in texts and "4 numbers each" in texts
    assert "&lt;b&gt;" in texts and "<b>" not in picture.svg()


def test_both_ways_and_the_state_that_starts_at_zero():
    model = chain(L.Bidirectional(L.LSTM(8)), L.Dense(2))
    texts = texts_in(unfolded(model, steps=4))
    assert texts.count("LSTM") == 2 * 4 + 2 and texts.count("0") == 2
    assert texts.count("output") == 1 + 1
    assert "8 units, ← reads" in texts


def test_a_condition_replaces_the_zeros_and_answers_are_fed_back():
    for cell in ("simple_rnn", "lstm"):
        model = conditioned(cell)
        picture = unfolded(model, ("female", ["A", "n", "n", "a"]))
        texts = texts_in(picture)
        assert "female" in texts and "0" not in texts
        assert texts.count("start") == texts.count("end") == 1
        assert texts.count("A") == 2  # as an answer, and as the next input
        named = {"condition": "female", "tokens": ["A", "n", "n", "a"]}
        assert unfolded(model, named).svg() == picture.svg()


def test_encoder_and_decoder_have_two_colours():
    inputs = {"source": "He runs", "target": "Il court"}
    picture = unfolded(translator(), inputs)
    texts = texts_in(picture)
    assert texts.count("attention") == 3  # one for each written step
    for text in ("encoder", "decoder", "He", "court"):
        assert text in texts
    svg = picture.svg()
    for color, boxes in [
        (ROLE_COLORS["encoder"], 2 * 2 + 3),
        (ROLE_COLORS["decoder"], 3),
    ]:
        assert svg.count(f'fill="{color}" fill-opacity') == boxes


def test_texts_never_overlap():
    long = [
        "Donaudampfschifffahrt",
        "WWWWWWWWWWWWWWW",
        "日本語日本語日本語",
    ] * 5
    rnn = L.SimpleRNN(128, return_sequences=True)
    for model, inputs in [
        (translator(2), {"source": long, "target": long}),
        (conditioned(), ("W" * 40, long)),
        (chain(L.Bidirectional(rnn), L.GRU(1000), L.Dense(30000)), long),
        (chain(L.RepeatVector(7), rnn, shape=(5,)), None),
        (chain(L.GRU(5), L.RepeatVector(3), rnn), None),
        (chain(L.Dense(5), L.Dense(2), shape=(5,)), "W" * 40),
    ]:
        assert overlaps(unfolded(model, inputs)) == []


def test_a_long_text_is_shortened_and_svg_is_well_formed():
    import xml.etree.ElementTree

    model = keras.Sequential([keras.Input((None, 3)), L.GRU(8)])
    svg = unfolded(model, [f"w{i} & co" for i in range(40)]).svg()
    xml.etree.ElementTree.fromstring(svg)
    assert "w39 &amp; co" in svg and "w20" not in svg
    # A token that looks like the sign for what is left out is a token.
    texts = texts_in(unfolded(model, ["a", "…", "b"]))
    assert texts.count("GRU") == 3 + 1


def test_inputs_that_do_not_fit_say_so():
    import pytest

    model = translator(attention=False)
    for inputs, complaint in [
        ({"source": "a", "goal": "b"}, "'goal'.*'source', 'target'"),
        (("a", "b", "c"), "3 parts.*'source', 'target'"),
    ]:
        with pytest.raises(ValueError, match=complaint):
            unfolded(model, inputs)
    with pytest.raises(ValueError, match="no tokens"):
        unfolded(chain(L.GRU(2)), [])
    for steps in (0, "3", 2.5):
        with pytest.raises(ValueError, match="steps must be 1"):
            unfolded(chain(L.GRU(2)), steps=steps)
    with pytest.raises(TypeError, match="not int; .* steps="):
        unfolded(chain(L.GRU(2)), 3)
