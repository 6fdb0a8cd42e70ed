# Pulled from nbs/appendix/anatomy.ipynb by tools/pull_tests.py. Do not edit.

import keras

from keras_rnn.draw.anatomy import *
from keras_rnn.layers import Recurrent

L = keras.layers


def encoder_decoder(attention=False):
    source = keras.Input((None,), dtype="int32", name="source")
    target = keras.Input((None,), dtype="int32", name="target")
    read, state = Recurrent("gru", 8, bidirectional=True)(
        L.Embedding(9, 4)(source)
    )
    x, _ = Recurrent("gru", 16)(L.Embedding(9, 4)(target), initial_state=state)
    if attention:
        x = L.Concatenate()([x, L.AdditiveAttention()([x, read])])
    logits = L.Dense(9, name="logits")(x)
    return keras.Model({"source": source, "target": target}, logits)


def two_models():
    """An encoder and a decoder, each a model of its own."""
    words = keras.Input((None, 3), name="words")
    encoder = keras.Model(words, L.LSTM(4, return_state=True)(words)[1:])
    h, c = keras.Input((4,), name="h"), keras.Input((4,), name="c")
    layer = L.LSTM(4, return_sequences=True)
    decoder = keras.Model(
        [words, h, c], L.Dense(2)(layer(words, initial_state=[h, c]))
    )
    source = keras.Input((None, 3), name="source")
    target = keras.Input((None, 3), name="target")
    states = encoder(source)
    return keras.Model([source, target], decoder([target, *states]))


def one_to_many(inputs="tokens"):
    condition = keras.Input((2,), name="condition")
    if inputs == "copies":
        x = L.SimpleRNN(8, return_sequences=True)(L.RepeatVector(5)(condition))
        return keras.Model(condition, L.Dense(9, activation="softmax")(x))
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    mask = keras.Input((None,), dtype="bool", name="mask", optional=True)
    h = L.Dense(8)(condition)
    x, _ = Recurrent("gru", 8)(
        L.Embedding(9, 4)(tokens), mask=mask, initial_state=[[h]]
    )
    inputs = {"condition": condition, "tokens": tokens, "mask": mask}
    return keras.Model(inputs, L.Dense(9, name="logits")(x))


def chain(*layers, shape=(None, 3)):
    return keras.Sequential([keras.Input(shape), *layers])


def test_every_pattern_is_recognized():
    for model, pattern in [
        (chain(L.Dense(8), L.Dense(2), shape=(7,)), "one to one"),
        (one_to_many(), "one to many"),
        (one_to_many("copies"), "one to many"),
        (chain(L.LSTM(8), L.Dense(2)), "many to one"),
        (chain(L.Bidirectional(L.GRU(8))), "many to one"),
        (chain(L.GRU(8, return_sequences=True), L.Dense(2)), "many to many"),
        (encoder_decoder(), "encoder and decoder"),
        (encoder_decoder(attention=True), "encoder and decoder"),
        (two_models(), "encoder and decoder"),
        (
            chain(
                L.LSTM(4), L.RepeatVector(6), L.LSTM(5, return_sequences=True)
            ),
            "encoder and decoder",
        ),
    ]:
        assert anatomy(model).pattern == pattern


def test_layers_directions_and_cells_are_read():
    model = chain(
        L.SimpleRNN(2, return_sequences=True, go_backwards=True),
        L.Dropout(0.1),
        L.Bidirectional(L.LSTM(3, return_sequences=True)),
        L.LayerNormalization(),
        L.RNN([L.GRUCell(4), L.LSTMCell(5)]),
    )
    (reader,) = anatomy(model).readers
    assert [(x.cell, x.units, x.ways) for x in reader.levels] == [
        ("SimpleRNN", 2, (-1,)),
        ("LSTM", 3, (1, -1)),
        ("GRU", 4, (1,)),
        ("LSTM", 5, (1,)),
    ]


def test_encoder_and_decoder_are_told_apart():
    for attention in (False, True):
        body = anatomy(encoder_decoder(attention))
        encoder, decoder = body.readers
        assert (encoder.role, decoder.role) == ("encoder", "decoder")
        assert encoder.input.call.operation.name == "source"
        assert decoder.input.call.operation.name == "target"
        assert body.attends == ([encoder] if attention else [])
        assert body.ends == [(decoder, "every step")]
        assert body.is_fed(decoder) and not body.is_fed(encoder)


def test_what_reaches_the_output():
    x = keras.Input((None, 3))
    sequence = L.GRU(4, return_sequences=True)(x)
    for y, when in [
        (sequence[:, -1], "last step"),
        (sequence[:, 0], "first step"),
        (L.GlobalMaxPooling1D()(sequence), "all steps"),
        (L.Dense(2)(sequence), "every step"),
        (L.GRU(4)(sequence), "last step"),
    ]:
        ((_, found),) = anatomy(keras.Model(x, y)).ends
        assert found == when


def test_outputs_are_called_what_they_are():
    for layer, label in [
        (L.Dense(2, activation="softmax"), "softmax"),
        (L.Dense(1, activation="sigmoid"), "sigmoid"),
        (L.Dense(2, name="logits"), "logits"),
        (L.Dense(2), "output"),
        (L.Dropout(0.5), "output"),
    ]:
        assert anatomy(chain(L.GRU(4), layer)).label == label
    assert anatomy(chain(L.GRU(4))).label == "state"


def test_many_branches_are_walked_once():
    x = keras.Input((None, 3))
    y = x
    for _ in range(60):  # 2 ** 60 paths
        y = L.Add()([L.Dense(3)(y), y])
    body = anatomy(keras.Model(x, L.GRU(2)(y)))
    assert len(body.readers[0].origins) == 1


def test_a_model_that_cannot_be_read_says_why():
    import pytest

    class Own(keras.Model):
        def call(self, inputs):
            return inputs

    class Hidden(L.Layer):
        def __init__(self):
            super().__init__()
            self.inside = L.GRU(2)

        def call(self, x):
            return self.inside(x)

        def compute_output_shape(self, shape):
            return (shape[0], 2)

    for model, complaint in [
        (Own(), "subclassed"),
        (keras.Sequential([L.GRU(2)]), "not built"),
        (chain(L.Conv1D(2, 3)), "no recurrent layer"),
        (chain(Hidden(), shape=(5, 3)), "inside Hidden"),
    ]:
        with pytest.raises(ValueError, match=complaint):
            anatomy(model)
    with pytest.raises(TypeError, match="not str"):
        anatomy("model")


def test_a_description_tells_the_whole_picture():
    said = describe(anatomy(encoder_decoder(attention=True)))
    for part in [
        "The encoder: GRU with 8 × 2 units, reads source",
        "The decoder: GRU with 16 units, reads target",
        "its state starts at the encoder's last state",
        "Output: logits (batch, time, 9) from every step",
    ]:
        assert part in said
    said = describe(anatomy(one_to_many()))
    assert "its state starts at condition" in said
