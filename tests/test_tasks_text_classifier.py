# Pulled from nbs/appendix/text_classifier.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn.tasks.text_classifier import *

TEXTS = [
    "a great film",
    "great fun and a great cast",
    "what a joy, truly great",
    "a dull film",
    "dull, dull, dull",
    "a dull cast and no fun",
] * 4
LABELS = ["pos", "pos", "pos", "neg", "neg", "neg"] * 4


@pytest.mark.backends
@pytest.mark.compiled
def test_classifier_learns_and_answers_in_names():
    keras.utils.set_random_seed(0)
    classifier = TextClassifier.from_data(
        TEXTS, LABELS, cell="simple_rnn", bidirectional=False
    )
    classifier.compile(
        keras.optimizers.Adam(0.02), classifier.loss, metrics=["accuracy"]
    )
    history = classifier.fit(
        TEXTS * 6,
        LABELS * 6,
        validation_data=(TEXTS, LABELS),
        batch_size=24,
        epochs=2,
        verbose=0,
    )
    assert classifier.classify(["great", "so dull"]) == ["pos", "neg"]
    assert len(history.history["val_accuracy"]) == 2
    scores = classifier.evaluate(TEXTS, LABELS, return_dict=True, verbose=0)
    assert scores["accuracy"] == 1.0
    probabilities = classifier.predict(TEXTS[:2], verbose=0)
    assert probabilities.shape == (2, 2)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-6)
