# Pulled from nbs/appendix/draw.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.draw.figures import *
from keras_rnn.draw.folding import folded
from keras_rnn.draw.picture import CELL_COLORS, Picture
from keras_rnn.draw.unfolding import unfolded
from keras_rnn.layers import Recurrent
from keras_rnn.patterns.masks import Network
from keras_rnn.tasks.seq2seq_lm import Seq2SeqLM
from keras_rnn.tasks.speech_recognizer import SpeechRecognizer


def test_pictures_are_saved():
    import pathlib
    import tempfile

    model = keras.Sequential([keras.Input((None, 3)), keras.layers.GRU(8)])
    with tempfile.TemporaryDirectory() as folder:
        for picture in (folded(model), unfolded(model)):
            assert isinstance(picture, Picture)
            path = pathlib.Path(folder) / "picture.svg"
            picture.save(path)
            assert path.read_text("utf-8") == picture.svg()


L = keras.layers


def chain(*layers, shape=(None, 3)):
    return keras.Sequential([keras.Input(shape), *layers])


def test_states_are_the_layers_own():
    x = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
    model = chain(
        L.Bidirectional(L.LSTM(4, return_sequences=True)),
        L.GRU(6, return_sequences=True),
    )
    tokens, values = state_sequence(model, x)
    assert tokens == ["x1", "x2", "x3", "x4", "x5"]
    theirs = ops.convert_to_numpy(model(x[None]))[0]
    np.testing.assert_allclose(values, theirs, atol=1e-5)
    below = ops.convert_to_numpy(model.layers[0](x[None]))[0]
    _, values = state_sequence(model, x, layer=0)
    np.testing.assert_allclose(values, below, atol=1e-5)
    named = state_sequence(model, x, layer=model.layers[0].name)[1]
    np.testing.assert_array_equal(named, values)


def test_a_task_reads_its_own_text():
    import keras_rnn as kr

    texts = ["a good film", "a bad film", "good good", "bad bad"]
    options = {"units": 4, "bidirectional": True, "num_layers": 2}
    model = kr.TextClassifier.from_data(texts, [1, 0, 1, 0], "gru", **options)
    tokens, values = state_sequence(model, "a good film")
    assert tokens == ["a", "good", "film"] and values.shape == (3, 8)
    stack = [x for x in model.network.layers if isinstance(x, Recurrent)]
    reader = Network(model.network.input, stack[0].output[0])
    batch = model.batches(model.preprocess(["a good film"]))[0][0]
    theirs = ops.convert_to_numpy(reader(batch))[0, :3]
    np.testing.assert_allclose(values, theirs, atol=1e-5)
    tokens, sides = gate_sequence(model, "a good film", layer=0)
    assert len(sides) == 2
    assert sides[1]["reset_gate"].shape == (3, 4)


def test_gates_explain_the_states():
    x = np.random.default_rng(0).normal(size=(6, 3)).astype("float32")
    _, (gate,) = gate_sequence(chain(L.LSTM(5)), x)
    memory = np.zeros(5)
    for t in range(6):
        memory = (
            gate["forget_gate"][t] * memory
            + gate["input_gate"][t] * gate["candidate"][t]
        )
        np.testing.assert_allclose(gate["cells"][t], memory, atol=1e-6)
    state = gate["output_gate"] * np.tanh(gate["cells"])
    np.testing.assert_allclose(gate["states"], state, atol=1e-6)
    # Backward, the state comes from the token on the right.
    both = chain(L.Bidirectional(L.GRU(5)))
    _, (_, gate) = gate_sequence(both, x)
    update, after = gate["update_gate"], np.zeros((6, 5))
    after[:-1] = gate["states"][1:]
    state = update * after + (1 - update) * gate["candidate"]
    np.testing.assert_allclose(gate["states"], state, atol=1e-6)


def test_heatmaps_have_fixed_scales_and_tokens_on_the_axis():
    import matplotlib.pyplot as plt

    words = "one two three four".split()
    ids = np.array([3, 1, 4, 1])
    model = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            L.Embedding(9, 3),
            L.Bidirectional(L.LSTM(30)),
        ]
    )
    axes = gates(model, ids, tokens=words, most=7)
    assert axes.shape == (6, 2)
    limits = [axis.images[0].get_clim() for axis in axes[:, 0]]
    assert limits[:3] == [(0, 1)] * 3 and limits[3] == limits[5] == (-1, 1)
    assert axes[0, 0].images[0].get_array().shape == (7, 4)
    labels = [label.get_text() for label in axes[-1, 0].get_xticklabels()]
    assert labels == words
    axis = states(model, ids, most=9)
    assert axis.images[0].get_array().shape == (9, 4)
    labels = [label.get_text() for label in axis.get_xticklabels()]
    assert labels == ["3", "1", "4", "1"]
    memory = [axis.images[0].get_clim() for axis in axes[4]]
    assert memory[0] == memory[1]  # one colour bar for both
    plt.close("all")


def test_a_decoder_shows_its_own_tokens():
    source = keras.Input((None, 3), name="source")
    target = keras.Input((None,), dtype="int32", name="target")
    x = L.Embedding(9, 4)(target)
    y = L.GRU(5, return_sequences=True)(x, initial_state=L.GRU(5)(source))
    model = keras.Model([source, target], L.Dense(2)(y))
    text = {"source": np.zeros((4, 3)), "target": np.array([7, 8])}
    assert state_sequence(model, text)[0] == ["7", "8"]
    assert state_sequence(model, text, 0)[0] == ["x1", "x2", "x3", "x4"]


def test_what_cannot_be_shown_says_why():
    import pytest

    x = np.zeros((5, 3))
    with pytest.raises(ValueError, match="SimpleRNN has no gates"):
        gates(chain(L.SimpleRNN(2)), x)
    with pytest.raises(ValueError, match="2 tokens.*5 steps"):
        states(chain(L.GRU(2)), x, tokens=["a", "b"])
    with pytest.raises(TypeError, match="no tokenizer"):
        states(chain(L.GRU(2)), "a text")
    padded = [L.Masking(), L.GRU(2)]
    with pytest.raises(ValueError, match="every step is masked"):
        states(chain(*padded), x)


def slope_norms(model, x, direction):
    """The same by moving each number of the input a little."""
    batch, time, features = x.shape
    norms = np.zeros((batch, time))
    step = 1e-2
    for t in range(time):
        slopes = []
        for feature in range(features):
            ends = []
            for sign in (1, -1):
                moved = x.copy()
                moved[:, t, feature] += sign * step
                ends.append(ops.convert_to_numpy(model(moved)) @ direction)
            slopes.append((ends[0] - ends[1]) / (2 * step))
        norms[:, t] = np.linalg.norm(slopes, axis=0)
    return norms.mean(axis=0)[::-1]


@pytest.mark.backends
def test_lag_norms_are_the_slopes_of_the_layer():
    x = np.random.default_rng(0).normal(size=(3, 5, 2)).astype("float32")
    for layer in (L.SimpleRNN, L.LSTM, L.GRU):
        # With one unit there are two directions, and both are as long.
        model = chain(layer(1), shape=(None, 2))
        norms = lag_norms(model, x)
        expected = slope_norms(model, x, np.ones(1))
        np.testing.assert_allclose(norms, expected, rtol=2e-2, atol=1e-4)


@pytest.mark.backends
def test_lags_are_counted_from_the_last_real_step():
    model = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            L.Embedding(9, 3, mask_zero=True),
            L.GRU(1),
        ]
    )
    short, padded = np.array([[5, 3, 7]]), np.array([[5, 3, 7, 0, 0]])
    np.testing.assert_allclose(
        lag_norms(model, short), lag_norms(model, padded), rtol=1e-6
    )
    longer = np.array([[5, 3, 7, 0], [1, 2, 3, 4]])
    norms = lag_norms(model, longer)
    alone = lag_norms(model, longer[1:])
    assert norms.shape == (4,)
    np.testing.assert_allclose(norms[3], alone[3], rtol=1e-6)
    two = (lag_norms(model, short)[0] + alone[0]) / 2
    np.testing.assert_allclose(norms[0], two, rtol=1e-6)


@pytest.mark.backends
def test_both_ways_are_read_in_their_own_order():
    x = np.random.default_rng(0).normal(size=(2, 6, 3)).astype("float32")
    both = chain(L.Bidirectional(L.LSTM(1)))
    ahead, back = both.layers[0].forward_layer, both.layers[0].backward_layer
    norms = []
    for layer, sequence in [(ahead, x), (back, x[:, ::-1])]:
        model = chain(L.LSTM(1))
        model.layers[0].set_weights(layer.get_weights())
        norms.append(lag_norms(model, sequence))
    np.testing.assert_allclose(
        lag_norms(both, x), np.mean(norms, axis=0), rtol=1e-5
    )


@pytest.mark.backends
def test_the_figure_has_a_line_for_each_model():
    import matplotlib.pyplot as plt

    x = np.random.default_rng(0).normal(size=(2, 6, 3)).astype("float32")
    models = {"lstm": chain(L.LSTM(2)), "mine": chain(L.GRU(2))}
    axis = gradient_by_lag(models, x)
    first, second = axis.lines
    assert first.get_color() == CELL_COLORS["lstm"]
    np.testing.assert_allclose(first.get_ydata(), lag_norms(models["lstm"], x))
    assert [x.get_text() for x in axis.get_legend().texts] == ["lstm", "mine"]
    assert axis.get_yscale() == "log"
    assert len(gradient_by_lag(models["mine"], x).lines) == 1
    plt.close("all")


@pytest.mark.backends
def test_what_has_no_lags_says_why():
    import pytest

    x = np.ones((2, 6, 3), "float32")
    for models, error, complaint in [
        (None, TypeError, "Keras models and tasks, not NoneType"),
        ([chain(L.GRU(2))], TypeError, "not list"),
        ({}, ValueError, "models is empty"),
        (chain(L.Dense(2)), ValueError, "no recurrent layer"),
    ]:
        with pytest.raises(error, match=complaint):
            gradient_by_lag(models, x)
    with pytest.raises(ValueError, match="directions must be 1"):
        lag_norms(chain(L.GRU(2)), x, directions=0)


def test_on_text_colours_each_token_where_it_stands():
    import matplotlib.pyplot as plt
    import pytest

    pieces = list("ab\nabcdef")
    axis = on_text(pieces, np.arange(9.0), "number", columns=4)
    shown = [(t.get_text(), *t.get_position()) for t in axis.texts]
    assert shown[:3] == [("a", 0, 0), ("b", 1, 0), ("↵", 2, 0)]
    assert shown[7] == ("e", 0, 2)
    grid = axis.images[0].get_array()
    assert grid.shape == (3, 4) and grid[1, 3] == 6 and grid.mask[2, 2]
    axis = on_text(["to", "be"], [np.inf, 1.0], columns=10, signed=True)
    assert [t.get_position()[0] for t in axis.texts] == [0.5, 3.5]
    for pieces, values in (([], []), (["a"], [1.0, 2.0])):
        with pytest.raises(ValueError, match="one value for each token"):
            on_text(pieces, values)
    plt.close("all")


def test_alignment_shows_the_weights():
    sources, targets = ["a b", "b a a"], ["x y", "y x x"]
    model = Seq2SeqLM.from_data(sources, targets, units=4, min_count=1)
    axis = alignment(model, sources[1], targets[1])
    words = [label.get_text() for label in axis.get_xticklabels()]
    assert words == ["b", "a", "a"]
    words = [label.get_text() for label in axis.get_yticklabels()]
    assert words == ["y", "x", "x", "[END]"]
    _, _, weights = model.attention_map(sources[1], targets[1])
    np.testing.assert_allclose(axis.images[0].get_array(), weights)


def test_what_is_left_to_copying_is_what_is_copied():
    sources, targets = ["a b", "b a zoe"], ["b a", "b a zoe"]
    options = {"units": 4, "min_count": 3, "attention": "dot"}
    model = Seq2SeqLM.from_data(sources, targets, copy=True, **options)
    words, shares = left_to_copying(model, sources[1], targets[1])
    assert words == ["b", "a", "zoe", "[END]"]
    # Only copying can write *zoe*, and it stands there once.
    _, _, weights = model.attention_map(sources[1], targets[1])
    inputs, *_ = model.batches(model.preprocess(sources[1:], targets[1:]))[0]
    odds = ops.softmax(model.network(inputs))
    beyond = len(model.tokenizer) + 2  # zoe stands at place 2
    found = ops.convert_to_numpy(odds)[0, :4, beyond]
    np.testing.assert_allclose(found, shares * weights[:, 2], rtol=1e-4)
    figure = copying(model, sources[1], targets[1])
    bars = [bar.get_width() for bar in figure.axes[1].patches]
    np.testing.assert_allclose(bars, shares, rtol=1e-6)
    plain = Seq2SeqLM.from_data(sources, targets, **options)
    with pytest.raises(ValueError, match="copy=True"):
        left_to_copying(plain, sources[1], targets[1])


def test_what_is_heard_is_drawn():
    rng = np.random.default_rng(0)
    sounds = [rng.normal(0, 0.1, 3000) for _ in range(2)]
    task = SpeechRecognizer.from_data(sounds, ["ab", "b a"], 8000, units=4)
    above, below = heard(task, sounds[0], "a b")
    assert [x.get_text() for x in above.texts] == ["a", "␣", "b"]
    names = [x.get_text() for x in below.get_legend().get_texts()]
    assert names == ["blank", "a", " ", "b"]
    steps = len(task.predict(sounds[:1])[0])
    assert all(len(line.get_xdata()) == steps for line in below.lines)
    axis = spectrogram(sounds[0], 8000)
    (image,) = axis.images
    assert image.get_array().shape[0] == 40
