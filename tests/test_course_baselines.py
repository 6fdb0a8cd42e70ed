# Pulled from nbs/appendix/baselines.ipynb by tools/pull_tests.py. Do not edit.

import types

import keras
import numpy as np
import pytest

from keras_rnn.course.baselines import *


def toy_texts():
    texts = ["good film", "good fun", "a good day", "bad film", "so bad"] * 4
    labels = ["p", "p", "p", "n", "n"] * 4
    part = (texts, labels)
    return types.SimpleNamespace(train=part, valid=part, test=part)


@pytest.mark.parametrize("method", [tuned_tfidf, nb_svm])
def test_plain_methods_choose_on_validation(method):
    data = toy_texts()
    found = method(data, cs=(1e-9, 1))
    assert found["setting"] == 1 and found["test"] == 1
    data.test = (["bad"], ["p"])
    assert method(data, cs=(1e-9, 1))["test"] == 0


def test_count_ratios_are_those_of_the_formula():
    from scipy.sparse import csr_matrix

    x = csr_matrix([[1, 0], [1, 1], [0, 1]])
    ratios = CountRatios().fit(x, ["p", "p", "n"]).ratio.ravel()
    expected = np.log([(3 / 5) / (1 / 3), (2 / 5) / (2 / 3)])
    np.testing.assert_allclose(ratios, expected)


def test_a_feature_tagger_reads_shapes_and_neighbours():
    words = [["see", "Bob"], ["see", "it"], ["at", "Rome"], ["at", "home"]]
    tags = [["O", "B-PER"], ["O", "O"], ["O", "B-LOC"], ["O", "O"]]
    keras.utils.set_random_seed(0)
    tagger = FeatureTagger(words, tags)
    tagger.fit((words, tags), (words, tags), epochs=60, decay=0.0)
    assert tagger.tag([["see", "Kim"], ["at", "Oslo"], ["at", "sea"]]) == [
        ["O", "B-PER"],
        ["O", "B-LOC"],
        ["O", "O"],
    ]


def test_padding_changes_no_tag():
    words = [["see", "Bob"], ["at", "Rome"]]
    tagger = FeatureTagger(words, [["O", "B-PER"], ["O", "B-LOC"]])
    long = [*words, ["at"] * 9]
    assert tagger.tag(long)[:2] == tagger.tag(words)


def test_shapes():
    shapes = [shape_of(word) for word in ("Paris", "2B", "e-mail", "USA")]
    assert shapes == ["Xx", "dX", "x-x", "X"]
