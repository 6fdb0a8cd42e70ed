# Pulled from nbs/appendix/tagging.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
from keras import ops

from keras_rnn.tasks.tagging import *


def test_what_is_chosen_is_judged_and_metrics_of_the_user_see_odds():
    from keras_rnn.patterns.many_to_many import many_to_many
    from keras_rnn.text import WordTokenizer

    keras.utils.set_random_seed(0)
    words = WordTokenizer.from_texts(["Ann left Peru"])
    labels = ["O", "B-PER", "I-PER"]
    for crf in (False, labels):
        network = many_to_many(
            "simple_rnn", len(words), len(labels), units=4, crf=crf
        )
        model = Tagging(network, words, labels)
        assert (model.crf is None) == (crf is False)
        x = {"tokens": np.array([words.encode("Ann left Peru")])}
        found = model(x)
        odds = ops.convert_to_numpy(found["probabilities"])
        np.testing.assert_allclose(odds.sum(axis=-1), 1, atol=1e-5)
        y, weights = np.zeros((1, 3), "int32"), np.ones((1, 3))
        model.compile()
        assert {"f1", "accuracy"} <= model.compute_metrics(
            x, y, found, weights
        ).keys()
        # In training nothing is chosen, so nothing is judged.
        scores = model(x, training=True)
        model.compute_loss(x, y, scores, weights)
        assert set(model.compute_metrics(x, y, scores, weights)) == {"loss"}
        model.compile(metrics=["accuracy"])
        logs = model.compute_metrics(x, y, found, weights)
        right = (odds.argmax(axis=-1) == 0).mean()
        np.testing.assert_allclose(logs["accuracy"], right, atol=1e-6)
