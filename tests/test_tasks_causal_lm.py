# Pulled from nbs/appendix/causal_lm.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn.tasks.batches import Rows
from keras_rnn.tasks.causal_lm import *
from keras_rnn.text import START


def test_every_token_is_asked_for_once():
    rng = np.random.default_rng(0)
    targets = [rng.integers(5, 99, size=n) for n in (1, 7, 8, 9, 64, 333)]
    tokens = [np.append(START, ids[:-1]) for ids in targets]
    for seed in (None, 0, 1):
        batches = WindowBatches(Rows({"tokens": tokens}, targets), 8, 4, seed)
        sizes = []
        for _ in range(3):
            asked = []
            for inputs, found, weights in map(
                batches.__getitem__, range(len(batches))
            ):
                assert ((inputs["tokens"] > 0) == (weights > 0)).all()
                asked += found[weights > 0].tolist()
            assert sorted(asked) == sorted(np.concatenate(targets))
            sizes.append(len(batches))
            batches.on_epoch_end()
        assert len(set(sizes)) == 1


def test_windows_of_a_running_text_begin_with_start():
    ids = np.arange(10, 30)
    rows = Rows({"tokens": [np.append(START, ids[:-1])]}, [ids])
    batches = WindowBatches(rows, 8, 4, seed=0, begins=True)
    for inputs, targets, weights in map(
        batches.__getitem__, range(len(batches))
    ):
        assert (inputs["tokens"][:, 0] == START).all()
        real = weights[:, 1:] > 0
        np.testing.assert_array_equal(
            inputs["tokens"][:, 1:][real], targets[:, :-1][real]
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
