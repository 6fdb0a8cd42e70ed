# Pulled from nbs/appendix/readers.ipynb by tools/pull_tests.py. Do not edit.

import warnings

import pytest

from keras_rnn.data.readers import *


def test_columns_become_sentences(tmp_path):
    path = tmp_path / "a.conll"
    path.write_text(
        "\ufeff-DOCSTART- -X- O\r\n\r\nI PRP O\r\nsee VB O\r\n"
        "\r\n\r\nNew\tNNP\tB-LOC\nYork City\tNNP\tI-LOC",
        encoding="utf-8",
        newline="",
    )
    sentences, tags = read_conll(path)
    assert sentences == [["I", "see"], ["New", "York City"]]
    assert tags == [["O", "O"], ["B-LOC", "I-LOC"]]
    assert read_conll(path, tag=1)[1] == [["PRP", "VB"], ["NNP", "NNP"]]


def test_a_bad_line_is_named(tmp_path):
    path = tmp_path / "a.conll"
    path.write_text("I O\nsee\n")
    with pytest.raises(ValueError, match="line 2: 'see' has 1 column"):
        read_conll(path)
    path.write_text("I O\n")
    with pytest.raises(ValueError, match="word and tag need 4"):
        read_conll(path, tag=3)
    path.write_text("\n\n")
    with pytest.raises(ValueError, match="no sentence"):
        read_conll(path)


def test_pairs_are_read_line_by_line(tmp_path):
    english, french = tmp_path / "a.en", tmp_path / "a.fr"
    english.write_text("one\r\ntwo\u2028 \r\nthree\n", "utf-8", newline="")
    french.write_text("un\ndeux\n\n")
    with pytest.warns(UserWarning, match="1 of 3 pairs"):
        assert read_parallel(english, french) == (
            ["one", "two"],
            ["un", "deux"],
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        french.write_text("un\ndeux\ntrois")
        assert read_parallel(english, french)[1] == ["un", "deux", "trois"]


def test_files_that_do_not_fit_are_refused(tmp_path):
    english, french = tmp_path / "a.en", tmp_path / "a.fr"
    english.write_text("one\ntwo\n")
    french.write_text("un\n")
    with pytest.raises(ValueError, match=r"has 2 lines and .*a\.fr 1"):
        read_parallel(english, french)
    english.write_text("\n")
    french.write_text("\n")
    with pytest.raises(ValueError, match="no pair"):
        read_parallel(english, french)
