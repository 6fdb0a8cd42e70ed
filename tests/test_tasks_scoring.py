# Pulled from nbs/appendix/scoring.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np

from keras_rnn import text
from keras_rnn.tasks.scoring import *


def test_the_score_of_a_text_is_minus_the_sum_of_its_surprises():
    from keras_rnn.patterns.language_model import language_model

    keras.utils.set_random_seed(0)
    letters = text.CharacterTokenizer.from_texts(["one two"])
    network = language_model(
        "simple_rnn", vocabulary_size=len(letters), units=4, ends=True
    )
    lm = ScoringLM(network, letters, ends=True, window=3)
    lm.compile()
    texts = ["two one", "eno"]
    nats = lm.surprises(texts)
    assert [len(line) for line in nats] == [8, 4]  # the end is asked for too
    expected = [-line.sum() for line in nats]
    np.testing.assert_allclose(lm.score(texts), expected, rtol=1e-5)
    found = lm.evaluate(texts, verbose=0, return_dict=True)
    np.testing.assert_allclose(found["loss"], -sum(expected) / 12, rtol=1e-5)
    stream = lm.evaluate((([x],) for x in texts), verbose=0, return_dict=True)
    np.testing.assert_allclose(stream["loss"], found["loss"], rtol=1e-5)
