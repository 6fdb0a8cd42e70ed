# Pulled from nbs/08_from_numpy_to_keras.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn.layers.fast_loop import CELLS
from keras_rnn.layers.recurrent import *


@pytest.mark.backends
@pytest.mark.compiled
def test_recurrent_equals_keras_with_mask_and_state():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(3, 6, 4)).astype("float32")
    mask = np.arange(6) < np.array([[6], [1], [4]])
    for cell, kind in zip(
        CELLS,
        (keras.layers.SimpleRNN, keras.layers.LSTM, keras.layers.GRU),
        strict=True,
    ):
        layer = Recurrent(cell, 5)
        layer(keras.Input(x.shape[1:]))  # builds it, and computes nothing
        reference = kind(5, return_sequences=True, return_state=True)
        reference.build(x.shape)
        reference.set_weights(layer.get_weights())
        count = 2 if cell == "lstm" else 1
        first = [rng.normal(size=(3, 5)).astype("float32")] * count
        actual, (states,) = layer(x, mask=mask, initial_state=[first])
        expected, *last = reference(x, mask=mask, initial_state=first)
        for a, b in zip([actual, *states], [expected, *last], strict=True):
            np.testing.assert_allclose(
                ops.convert_to_numpy(a), ops.convert_to_numpy(b), atol=1e-6
            )


@pytest.mark.backends
@pytest.mark.compiled
def test_padding_and_neighbours_do_not_change_a_state():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(4, 9, 8)).astype("float32")
    x[:, 5:] = 7.0  # padding holds anything
    mask = np.broadcast_to(np.arange(9) < 5, (4, 9))
    for cell in CELLS:
        # The second layer reads 8 numbers too: one program for both.
        layer = Recurrent(cell, 4, num_layers=2, bidirectional=True)
        _, padded = layer(x, mask=mask)
        _, alone = layer(x[:1, :5])
        np.testing.assert_allclose(
            ops.convert_to_numpy(padded[-1][0][:1]),
            ops.convert_to_numpy(alone[-1][0]),
            atol=1e-6,
        )


@pytest.mark.backends
def test_recurrent_survives_saving():
    import tempfile
    from pathlib import Path

    x = np.random.default_rng(0).normal(size=(2, 5, 4)).astype("float32")
    for bidirectional in (False, True):
        inputs = keras.Input((None, 4))
        sequence, states = Recurrent(
            "gru", 4, num_layers=2, bidirectional=bidirectional
        )(inputs)
        model = keras.Model(inputs, [sequence, states[-1][0]])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.keras"
            model.save(path)
            again = keras.saving.load_model(path)
        for a, b in zip(model(x), again(x), strict=True):
            np.testing.assert_allclose(
                ops.convert_to_numpy(a), ops.convert_to_numpy(b), atol=1e-6
            )


@pytest.mark.backends
def test_states_of_an_encoder_fit_a_decoder_of_twice_the_units():
    x = np.ones((2, 5, 3), "float32")
    _, states = Recurrent("lstm", 4, bidirectional=True)(x)
    sequence, _ = Recurrent("lstm", 8)(x, initial_state=states)
    assert tuple(sequence.shape) == (2, 5, 8)


@pytest.mark.backends
def test_unknown_cell_and_no_units_are_refused():
    import pytest

    with pytest.raises(ValueError, match="Did you mean 'lstm'"):
        Recurrent("ltsm", 4)
    with pytest.raises(ValueError, match="1 or more"):
        Recurrent("gru", 0)


@pytest.mark.backends
def test_bidirectional_states_are_split_in_keras_order():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2, 4, 3)).astype("float32")
    fh, fc, bh, bc = rng.normal(size=(4, 2, 5)).astype("float32")
    layer = Recurrent("lstm", 5, bidirectional=True)
    joint = [np.concatenate([fh, bh], 1), np.concatenate([fc, bc], 1)]
    actual, _ = layer(x, initial_state=[joint])
    reference = keras.layers.Bidirectional(
        keras.layers.LSTM(5, return_sequences=True)
    )
    reference.build(x.shape)
    reference.set_weights(layer.get_weights())
    expected = reference(x, initial_state=[fh, fc, bh, bc])
    np.testing.assert_allclose(
        ops.convert_to_numpy(actual), ops.convert_to_numpy(expected), atol=1e-6
    )
