# Pulled from nbs/appendix/toy.ipynb by tools/pull_tests.py. Do not edit.

import re

import numpy as np
import pytest

from keras_rnn.course.toy import *


def test_look_up_says_what_was_seen_most():
    answers = look_up(["ab", "ab", "bb"], [[0, 1], [0, 2], [0, 2]], ["abxb"], 2)
    assert answers[0, 0] == 0 and answers[0, 2] == 0
    assert answers[0, 1] in (1, 2)
    assert look_up(["ab"], [[3, 4]], ["aab"], width=1).tolist() == [[3, 3, 4]]


def test_depths_are_those_of_the_text_without_remarks():
    texts, depths = bracket_texts(50, 60, seed=0, deepest=3)
    for text, row in zip(texts, depths, strict=True):
        for place in range(60):
            seen = re.sub(r"<[^>]*>?", "", text[: place + 1])
            assert row[place] == seen.count("(") - seen.count(")")
    assert depths.min() == 0 and depths.max() == 3
    assert bracket_texts(2, 9, seed=5)[0] == bracket_texts(2, 9, seed=5)[0]


def test_whatever_stands_outside_of_remarks_stands_in_them_too():
    texts, _ = bracket_texts(50, 60, seed=0)
    inside = set("".join(x for t in texts for x in re.findall("<([^>]*)", t)))
    assert inside == set("ab()")


def test_one_hot_pads_with_zeros():
    vectors = one_hot(["ba", "c"], "abc")
    expected = [[[0, 1, 0], [1, 0, 0]], [[0, 0, 1], [0, 0, 0]]]
    assert vectors.tolist() == expected
    with pytest.raises(ValueError, match="'d'"):
        one_hot(["d"], "abc")


def test_what_is_asked_for_stands_where_it_should():
    rng = np.random.default_rng(0)
    x, symbols = copying(rng, 50, 7)
    assert x.shape == (50, 8, 9) and (x.sum(axis=2) == 1).all()
    assert (x[:, 0].argmax(axis=1) == symbols).all() and symbols.max() < 8
    assert x[:, 1:, 8].all()
    x, sums = adding(rng, 50, 9)
    marked = x[..., 1] == 1
    assert (marked[:, :4].sum(axis=1) == 1).all()
    assert (marked[:, 4:].sum(axis=1) == 1).all()
    both = x[..., 0][marked].reshape(50, 2)
    np.testing.assert_allclose(both.sum(axis=1), sums[:, 0])
