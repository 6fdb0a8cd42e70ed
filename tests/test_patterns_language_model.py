# Pulled from nbs/13_next_word.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn import text
from keras_rnn.patterns.language_model import *
from keras_rnn.text import END, START


@pytest.mark.backends
def test_language_model_equals_numpy():
    network = language_model("simple_rnn", vocabulary_size=9, units=5)
    ids = [2, 8, 6]
    tokens, mask = text.pad([ids, [5]], length=7)
    embedding, kernel, recurrent_kernel, bias, dense, dense_bias = (
        network.get_weights()
    )
    logits = network({"tokens": tokens, "mask": mask})
    logits = ops.convert_to_numpy(logits)
    h = np.zeros(5)
    for step, x_t in enumerate(embedding[ids]):
        h = np.tanh(x_t @ kernel + h @ recurrent_kernel + bias)
        expected = h @ dense + dense_bias
        np.testing.assert_allclose(logits[0, step, END:], expected, atol=1e-5)
    odds = ops.convert_to_numpy(ops.softmax(logits))
    assert odds[..., :END].max() == 0
    np.testing.assert_allclose(odds.sum(axis=-1), 1, atol=1e-6)


@pytest.mark.backends
def test_impossible_vocabularies_are_refused():
    for size in (None, 3):
        try:
            language_model(vocabulary_size=size)
        except ValueError as error:
            assert "vocabulary_size must be more" in str(error)
        else:
            raise AssertionError("not refused")


def test_every_token_is_asked_for_once():
    rng = np.random.default_rng(0)
    sequences = [
        np.array([START, *rng.integers(5, 99, size=size)])
        for size in (1, 7, 8, 9, 64, 333)
    ]
    for seed in (None, 0, 1):
        batches = WindowBatches(sequences, 8, 4, END, seed=seed)
        sizes = []
        for _ in range(3):
            asked = []
            for index in range(len(batches)):
                inputs, targets = batches[index]
                assert (inputs["mask"] == (targets >= 0)).all()
                asked += targets[targets >= 0].tolist()
            expected = np.concatenate([ids[1:] for ids in sequences])
            assert sorted(asked) == sorted(expected)
            sizes.append(len(batches))
            batches.on_epoch_end()
        assert len(set(sizes)) == 1


def test_windows_of_a_running_text_begin_with_start():
    ids = np.array([START, *range(10, 30)])
    batches = WindowBatches([ids], 8, 4, END + 1, seed=0)
    for index in range(len(batches)):
        inputs, targets = batches[index]
        assert (inputs["tokens"][:, 0] == START).all()
        steps = inputs["mask"][:, 1:]
        np.testing.assert_array_equal(
            inputs["tokens"][:, 1:][steps], targets[:, :-1][steps]
        )


RHYME = "one two three four five six seven eight nine ten " * 8


@pytest.mark.backends
@pytest.mark.compiled
def test_a_language_model_learns_scores_and_writes():
    keras.utils.set_random_seed(0)
    lm = CausalLM.from_data(RHYME, cell="gru", units=32, window=24)
    lm.optimizer.learning_rate = 0.02
    history = lm.fit(
        RHYME, batch_size=2, epochs=8, validation_split=0.2, verbose=0
    ).history
    assert history["val_bits_per_char"][-1] < 0.5 < history["val_loss"][0]
    held_out = RHYME[int(0.8 * len(RHYME)) :]
    scores = lm.evaluate(held_out, return_dict=True, verbose=0)
    np.testing.assert_allclose(scores["loss"], history["val_loss"][-1])
    np.testing.assert_allclose(
        lm.score([held_out])[0], -scores["loss"] * len(held_out), rtol=1e-4
    )
    np.testing.assert_allclose(
        scores["perplexity"], np.exp(scores["loss"]), rtol=1e-4
    )
    assert lm.next("one tw", k=1)[0][0] == "o"
    assert lm.generate("one ", 9, "greedy") == "one two three"
    pieces, nats = lm.surprise("one two")
    assert pieces == list("one two") and nats.shape == (7,)
