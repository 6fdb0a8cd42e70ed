# Pulled from nbs/appendix/inside.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.draw.inside import *
from keras_rnn.layers import Recurrent

L = keras.layers


def states_of(traces):
    return np.concatenate([t.over_time("states") for t in traces], axis=-1)


def check(model, layer, outputs, inputs, mask=None):
    """Compares traced states with tensors of the model."""
    arrays = list(inputs.values()) if isinstance(inputs, dict) else [inputs]
    theirs = ops.convert_to_numpy(keras.Model(model.inputs, outputs)(arrays))
    ours = states_of(trace(model, inputs, layer))
    real = np.ones(ours.shape[:2], "bool") if mask is None else mask
    np.testing.assert_allclose(ours[real], theirs[real], atol=1e-5)


def random_vectors(*shape):
    return np.random.default_rng(0).normal(size=shape).astype("float32")


@pytest.mark.backends
def test_states_are_the_layers_own_in_every_kind_of_layer():
    x = random_vectors(3, 6, 4)
    for layer in [
        L.SimpleRNN(5, return_sequences=True),
        L.LSTM(5, return_sequences=True),
        L.GRU(5, return_sequences=True),
        L.GRU(5, return_sequences=True, reset_after=False),
        L.LSTM(5, return_sequences=True, use_bias=False),
        L.GRU(5, return_sequences=True, use_bias=False),
        L.RNN(L.GRUCell(5), return_sequences=True),
        L.Bidirectional(L.LSTM(5, return_sequences=True)),
        L.Bidirectional(L.GRU(5, return_sequences=True)),
        L.Bidirectional(L.SimpleRNN(5, return_sequences=True)),
    ]:
        inputs = keras.Input((None, 4))
        model = keras.Model(inputs, L.Dense(2)(layer(inputs)))
        check(model, -1, model.layers[1].output, x)
    # Alone, a layer that reads backwards gives its outputs in that order.
    inputs = keras.Input((None, 4))
    y = L.GRU(5, return_sequences=True, go_backwards=True)(inputs)
    check(keras.Model(inputs, y), -1, ops.flip(y, 1), x)


@pytest.mark.backends
def test_states_are_the_layers_own_in_stacks_with_masks():
    ids = np.array([[3, 5, 1, 2, 0, 0], [4, 4, 2, 6, 1, 5]])
    mask = ids > 0
    for cell in ("simple_rnn", "lstm", "gru"):
        tokens = keras.Input((None,), dtype="int32", name="tokens")
        real = keras.Input((None,), dtype="bool", name="mask")
        vectors = L.Embedding(9, 4)(tokens)
        for both in (False, True):
            stack = Recurrent(cell, 5, num_layers=2, bidirectional=both)
            y, _ = stack(vectors, mask=real)
            model = keras.Model([tokens, real], y)
            inputs = {"tokens": ids, "mask": mask}
            check(model, 1, y, inputs, mask)
            first = stack.stack[0](vectors, mask=real)[0]
            check(model, 0, first, inputs, mask)


@pytest.mark.backends
def test_a_mask_that_travels_by_itself_counts():
    model = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            L.Embedding(9, 4, mask_zero=True),
            L.GRU(5, return_sequences=True),
            L.LSTM(3),
        ]
    )
    ids = np.array([[3, 5, 1, 0, 0], [4, 4, 2, 6, 1]])
    (top,) = trace(model, ids)
    theirs = ops.convert_to_numpy(model(ids))
    np.testing.assert_allclose(top.cache["h"], theirs, atol=1e-5)
    assert not top.cache["mask"][0, 3:].any()


@pytest.mark.backends
def test_a_decoder_starts_where_its_encoder_ended():
    for cell in ("gru", "lstm"):
        source = keras.Input((None, 3), name="source")
        target = keras.Input((None, 2), name="target")
        _, state = Recurrent(cell, 4, 2, bidirectional=True)(source)
        first, _ = Recurrent(cell, 8, 2)(target, initial_state=state)
        _, again = Recurrent(cell, 4, 1, bidirectional=True)(first)
        last, _ = Recurrent(cell, 4, 1, bidirectional=True)(
            target, initial_state=again
        )
        model = keras.Model([source, target], last)
        inputs = {
            "source": random_vectors(2, 5, 3),
            "target": random_vectors(2, 4, 2),
        }
        check(model, 3, first, inputs)
        check(model, -1, last, inputs)


@pytest.mark.backends
def test_plain_keras_decoders_and_models_inside_models():
    source = keras.Input((None, 3), name="source")
    states = L.LSTM(4, return_state=True)(source)[1:]
    encoder = keras.Model(source, states, name="encoder")
    target = keras.Input((None, 2), name="target")
    h, c = keras.Input((4,), name="h"), keras.Input((4,), name="c")
    y = L.LSTM(4, return_sequences=True)(target, initial_state=[h, c])
    decoder = keras.Model([target, h, c], y, name="decoder")
    one, two = (
        keras.Input((None, 3), name="a"),
        keras.Input((None, 2), name="b"),
    )
    model = keras.Model([one, two], decoder([two, *encoder(one)]))
    inputs = {"a": random_vectors(2, 5, 3), "b": random_vectors(2, 4, 2)}
    check(model, -1, model.outputs[0], inputs)


@pytest.mark.backends
def test_what_cannot_be_looked_into_says_why():
    import pytest

    def chain(*layers):
        return keras.Sequential([keras.Input((None, 3)), *layers])

    x = random_vectors(2, 5, 3)
    for model, inputs, layer, complaint in [
        (chain(L.GRU(2)), x, 1, "no recurrent layer 1"),
        (chain(L.GRU(2)), x, "top", "no recurrent layer 'top'"),
        (chain(L.Conv1D(2, 2)), x, -1, "no recurrent layer"),
        (chain(L.LSTM(2, activation="relu")), x, -1, "activation 'relu'"),
        (chain(L.RNN([L.GRUCell(2), L.GRUCell(3)])), x, -1, "StackedRNNCells"),
        (chain(L.GRU(2)), x[..., :2], -1, r"\(2, 5, 2\); the model reads"),
        (chain(L.GRU(2)), x[:, :0], -1, r"\(2, 0, 3\): there is nothing"),
        (chain(L.GRU(2)), x * np.nan, -1, "holds NaN"),
    ]:
        with pytest.raises(ValueError, match=complaint):
            trace(model, inputs, layer)
    with pytest.raises(TypeError, match="no tokenizer"):
        trace(chain(L.GRU(2)), "a text")
