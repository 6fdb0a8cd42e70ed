# Pulled from nbs/10_many_to_one.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn import text
from keras_rnn.patterns.many_to_one import *


@pytest.mark.backends
def test_many_to_one_equals_numpy():
    network = many_to_one("simple_rnn", vocabulary_size=9, units=5)
    ids = [4, 8, 6]
    tokens, mask = text.pad([ids, [5]], length=7)
    embedding, kernel, recurrent_kernel, bias, dense, dense_bias = (
        network.get_weights()
    )
    h = np.zeros(5)
    for x_t in embedding[ids]:
        h = np.tanh(x_t @ kernel + h @ recurrent_kernel + bias)
    logits = network({"tokens": tokens, "mask": mask})
    np.testing.assert_allclose(
        ops.convert_to_numpy(logits)[0], h @ dense + dense_bias, atol=1e-6
    )


@pytest.mark.backends
def test_pooling_counts_real_steps_only():
    sequence = np.array([[[1.0], [2.0], [9.0]]], dtype="float32")
    mask = np.array([[True, True, False]])
    last = np.array([[2.0]], dtype="float32")
    for pooling, expected in [("last", 2.0), ("mean", 1.5), ("max", 2.0)]:
        result = Pooling(pooling)(sequence, last, mask=mask)
        assert float(ops.convert_to_numpy(result)[0, 0]) == expected


@pytest.mark.backends
def test_word_embedding_adds_the_beginning():
    layer = WordEmbedding(6, 3)
    ids = np.array([[4, 5, 1]])
    layer(ids)
    layer.beginnings.assign([0, 0, 0, 0, 2, 0])
    rows = ops.convert_to_numpy(layer.words.embeddings)
    expected = [rows[4] + rows[2], rows[5], rows[1]]
    np.testing.assert_allclose(
        ops.convert_to_numpy(layer(ids))[0], expected, atol=1e-6
    )


@pytest.mark.backends
def test_bag_of_ngrams_counts_each_once():
    layer = BagOfNGrams(rows=512, outputs=3, longest=3)
    tokens, mask = text.pad([[5, 6, 5, 6], [7], [6, 5]], length=8)
    layer(tokens, mask=mask)
    votes = np.random.default_rng(0).normal(size=(512, 3)).astype("float32")
    layer.votes.assign(votes)
    actual = ops.convert_to_numpy(layer(tokens, mask=mask))
    for output, ids in zip(actual, ([5, 6, 5, 6], [7], [6, 5]), strict=True):
        framed, rows = [0, *ids, 0], set()
        for n in (1, 2, 3):
            for start in range(len(framed) - n + 1):
                row = 0
                for number in framed[start : start + n]:
                    row = row * 1531 + number * 7 + 1
                    row = (row ^ (row >> 9)) % 512
                rows.add(row)
        expected = 2.5 * votes[sorted(rows)].sum(0) / np.sqrt(len(rows))
        np.testing.assert_allclose(output, expected, atol=1e-5)


@pytest.mark.backends
def test_untrained_loss_is_the_logarithm_of_the_classes():
    keras.utils.set_random_seed(0)
    for num_classes in (2, 6):
        network = many_to_one(
            "gru", vocabulary_size=50, num_classes=num_classes, pooling="mean"
        )
        tokens, mask = text.pad([[5, 6, 7], [8, 9], [10]])
        logits = network({"tokens": tokens, "mask": mask})
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        value = float(loss(np.array([0, 1, 0]), logits))
        assert abs(value - np.log(num_classes)) < 0.05


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


@pytest.mark.backends
@pytest.mark.compiled
def test_regressor_works_in_the_users_units():
    keras.utils.set_random_seed(0)
    texts = ["a great film", "a fair film", "a dull film"] * 8
    ratings = np.array([90.0, 50.0, 10.0] * 8)
    regressor = TextRegressor.from_data(
        texts,
        ratings,
        cell="simple_rnn",
        bidirectional=False,
        dropout=0.0,
    )
    untrained = regressor.rate(texts)
    np.testing.assert_allclose(untrained, 50, atol=25)
    regressor.compile(keras.optimizers.Adam(0.02), "mse", metrics=["mae"])
    many = texts * 18, np.tile(ratings, 18)
    regressor.fit(*many, batch_size=24, epochs=2, verbose=0)
    assert regressor.rate(texts)[0] > 75
    scores = regressor.evaluate(texts, ratings, return_dict=True, verbose=0)
    error = np.abs(regressor.rate(texts) - ratings).mean()
    np.testing.assert_allclose(scores["mae"], error, rtol=1e-4)
