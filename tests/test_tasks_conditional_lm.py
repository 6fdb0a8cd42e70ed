# Pulled from nbs/appendix/conditional_lm.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn.tasks.conditional_lm import *

GENDERS = ["female", "male"] * 12
NAMES = ["anna", "otto", "nana", "toto"] * 6


@pytest.mark.backends
@pytest.mark.compiled
def test_it_writes_what_it_learned():
    keras.utils.set_random_seed(0)
    lm = ConditionalLM.from_data(GENDERS, NAMES, units=16, dropout=0.0)
    untrained = lm.evaluate(GENDERS, NAMES, return_dict=True, verbose=0)
    # a, n, o, t, the end and an unknown letter are possible
    np.testing.assert_allclose(untrained["loss"], np.log(6), atol=0.3)
    lm.optimizer.learning_rate = 0.02
    lm.fit(GENDERS * 25, NAMES * 25, batch_size=24, epochs=3, verbose=0)
    texts = lm.generate(["female"] * 8 + ["male"] * 8, seed=0)
    assert {x in ("anna", "nana") for x in texts[:8]} == {True}
    assert {x in ("otto", "toto") for x in texts[8:]} == {True}
    scores = lm.score(GENDERS, ["anna"] * len(GENDERS))
    np.testing.assert_allclose(np.exp(scores[0]), 0.5, atol=0.1)
    assert scores[1] < -4
    mean = -lm.score(GENDERS, NAMES).sum() / sum(len(x) + 1 for x in NAMES)
    result = lm.evaluate(GENDERS, NAMES, return_dict=True, verbose=0)
    np.testing.assert_allclose(result["loss"], mean, rtol=1e-4)
    np.testing.assert_allclose(result["perplexity"], np.exp(mean), rtol=1e-4)
