# Pulled from nbs/appendix/ngrams.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.course.ngrams import *


def test_probabilities_are_those_of_the_formula():
    ngrams = NGrams(["abac"], order=2)
    # After "a" came b and c: c(r) = 2, n(r) = 2. One token of four is a b.
    shorter = (1 + 3 / 3) / (4 + 3)
    expected = (1 + 2 * shorter) / (2 + 2)
    np.testing.assert_allclose(ngrams.probability("b", "a"), expected)
    np.testing.assert_allclose(ngrams.odds("a")[1], expected)
    assert ngrams.probability("b", "x") == ngrams.probability("b", "")


def test_probabilities_add_up_to_one():
    texts, kinds = ["anna.", "otto.", "ann."], ["f", "m", "f"]
    ngrams = NGrams(texts, order=3, k=2.0, conditions=kinds, whole=True)
    for before in ("", "an", "xx"):
        for kind in (None, "f", "m"):
            odds = ngrams.odds(before, kind)
            np.testing.assert_allclose(odds.sum(), 1)
            each = [ngrams.probability(x, before, kind) for x in "annot."[:3]]
            places = [ngrams.alphabet.index(x) for x in "annot."[:3]]
            np.testing.assert_allclose(odds[places], each)


def test_a_condition_is_told_apart():
    ngrams = NGrams(["a.", "b."], 2, conditions=["f", "m"], whole=True)
    assert ngrams.next(BEGIN, 1, "f")[0][0] == "a"
    assert ngrams.next(BEGIN, 1, "m")[0][0] == "b"


def test_words_are_tokens_too():
    ngrams = NGrams([["the", "king", "of", "the", "sea"]], order=3)
    assert ngrams.next(["of", "the"], 1)[0][0] == "sea"
    assert ngrams.surprises([["the", "queen"]]).shape == (1,)


def test_the_best_order_is_chosen():
    ngrams = NGrams(["abcabdabcabdabc"], order=6)
    found = ngrams.choose(["abdabcabdabc"], ks=(0.5, 1.0))
    assert len(found) == 12
    assert found[ngrams.order, ngrams.k] == min(found.values())
    counted = NGrams(["abcabdabcabdabc"], ngrams.order, ngrams.k)
    nats = counted.surprises(["abdabcabdabc"]).mean()
    np.testing.assert_allclose(nats, min(found.values()))
