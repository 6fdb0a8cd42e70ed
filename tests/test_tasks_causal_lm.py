# Pulled from nbs/appendix/causal_lm.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn.tasks.causal_lm import *

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
