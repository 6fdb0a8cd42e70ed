# Pulled from nbs/appendix/toy.ipynb by tools/pull_tests.py. Do not edit.

import re

import pytest

from keras_rnn.toy import *


def test_depths_are_those_of_the_text_without_remarks():
    texts, depths = bracket_texts(50, 60, seed=0, deepest=3)
    for text, row in zip(texts, depths, strict=True):
        for place in range(60):
            seen = re.sub(r"<[^>]*>?", "", text[: place + 1])
            assert row[place] == seen.count("(") - seen.count(")")
    assert depths.min() == 0 and depths.max() == 3
    assert bracket_texts(2, 9, seed=5)[0] == bracket_texts(2, 9, seed=5)[0]


def test_one_hot_pads_with_zeros():
    vectors = one_hot(["ba", "c"], "abc")
    expected = [[[0, 1, 0], [1, 0, 0]], [[0, 0, 1], [0, 0, 0]]]
    assert vectors.tolist() == expected
    with pytest.raises(ValueError, match="'d'"):
        one_hot(["d"], "abc")
