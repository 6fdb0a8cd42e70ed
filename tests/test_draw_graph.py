# Pulled from nbs/appendix/graph.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np

from keras_rnn.draw.graph import *


def sentence_model():
    words = keras.Input((None,), dtype="int32", name="tokens")
    vectors = keras.layers.Embedding(50, 8)(words)
    states = keras.layers.LSTM(16)(vectors)
    return keras.Model(words, keras.layers.Dense(2)(states))


def kinds(graph):
    return [type(call.operation).__name__ for call in graph.calls]


def test_a_graph_holds_calls_in_order():
    graph = Graph(sentence_model())
    assert kinds(graph) == ["InputLayer", "Embedding", "LSTM", "Dense"]
    (output,) = graph.outputs
    assert output.shape == (None, 2)
    (before,) = output.call.sources
    assert before.shape == (None, 16) and before.call is graph.calls[2]


def test_models_inside_models_are_opened_and_shared_layers_called_twice():
    read = sentence_model()
    left, right = (
        keras.Input((None,), dtype="int32", name=name)
        for name in ("left", "right")
    )
    both = keras.layers.Concatenate()([read(left), read(right)])
    pair = keras.Model([left, right], [both, read(left)])
    graph = Graph(pair)
    # Three calls of `read`, each with its own calls inside.
    assert kinds(graph).count("LSTM") == 3
    one, two = graph.outputs[0].call.sources
    for source, name in [
        (one, "left"),
        (two, "right"),
        (graph.outputs[1], "left"),
    ]:
        call = source.call
        while call.sources:
            (source,) = call.sources
            call = source.call
        assert call.operation.name == name


def test_a_sequential_and_a_dict_of_inputs():
    stack = keras.Sequential(
        [keras.Input((None, 3)), keras.layers.GRU(4), keras.layers.Dense(1)]
    )
    assert kinds(Graph(stack)) == ["InputLayer", "GRU", "Dense"]
    a, b = keras.Input((2,), name="a"), keras.Input((3,), name="b")
    inner = keras.Model({"b": b, "a": a}, keras.layers.Concatenate()([a, b]))
    x, y = keras.Input((2,), name="x"), keras.Input((3,), name="y")
    graph = Graph(keras.Model([y, x], inner({"a": x, "b": y})))
    names = [s.call.operation.name for s in graph.outputs[0].call.sources]
    assert names == ["x", "y"]


def test_a_call_can_be_made_again():
    x = keras.Input((5, 3))
    y = keras.layers.Concatenate()([x[:, 1:3], keras.ops.flip(x, 1)[:, :2]])
    *_, call = Graph(keras.Model(x, y)).calls
    values = np.random.default_rng(0).normal(size=(2, 2, 2, 3))
    args, kwargs = call.bind(list(values))
    made = keras.ops.convert_to_numpy(call.operation(*args, **kwargs))
    np.testing.assert_allclose(made, np.concatenate(values, -1), rtol=1e-6)
    for call in Graph(keras.Model(x, y)).calls:
        if type(call.operation).__name__ == "GetItem":
            args, _ = call.bind(["the sequence"])
            assert args[0] == "the sequence"
            assert args[1][0] == slice(None)


def test_a_model_without_graph():
    class Own(keras.Model):
        def call(self, inputs):
            return inputs

    assert not has_graph(Own())
    assert not has_graph(keras.Sequential([keras.layers.Dense(1)]))
