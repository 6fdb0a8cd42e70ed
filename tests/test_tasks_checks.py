# Pulled from nbs/appendix/checks.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.tasks.checks import *


def test_check_texts_names_what_is_wrong_and_where():
    import pytest

    for texts, error, message in [
        ("one", TypeError, "single str"),
        (b"one", TypeError, "single bytes"),
        (7, TypeError, "not int"),
        ({"a": 1}, TypeError, "not dict"),
        ({"a", "b"}, TypeError, "not set"),
        ([], ValueError, "empty"),
        (["a", "  \n"], ValueError, r"texts\[1\] is blank"),
        (["a", None], TypeError, r"texts\[1\] is NoneType"),
        (["a", float("nan")], TypeError, r"texts\[1\] is float"),
        ([b"a"], TypeError, "decode"),
        ([["a"]], TypeError, r"texts\[0\] is list"),
    ]:
        with pytest.raises(error, match=message):
            check_texts(texts)
    assert check_texts(np.array(["a", "b"])) == ["a", "b"]
    assert check_texts(np.array(["a", "b"], dtype=object)) == ["a", "b"]
    assert check_texts(("😀", "שלום")) == ["😀", "שלום"]


def test_check_numbers_names_what_is_wrong_and_where():
    import pytest

    for values, error, message in [
        ([1, float("nan")], ValueError, r"ratings\[1\] is nan"),
        ([1, np.inf], ValueError, r"ratings\[1\] is inf"),
        ([1, -1e300], ValueError, r"ratings\[1\] is -1e\+300"),
        ([1, 10**400], ValueError, r"ratings\[1\] is 1000"),
        (np.array([1, np.inf], "float16"), ValueError, "is inf"),
        ([1, "2"], TypeError, r"ratings\[1\] is str"),
        ([1], ValueError, "2 texts but 1 ratings"),
        ("12", TypeError, "must be a list"),
        (3, TypeError, "must be a list"),
        ({3, 4}, TypeError, "must be a list.*not set"),
        (np.eye(2), TypeError, "one-hot"),
    ]:
        with pytest.raises(error, match=message):
            check_numbers(values, 2, "ratings")
    assert check_numbers(np.array([1, 2]), 2, "ratings").dtype == "float32"


def test_labels_are_those_of_python():
    labels = check_labels(np.array([3, 4]))
    assert labels == [3, 4] and type(labels[0]) is int
    assert check_labels(["pos\r", " neg"]) == ["pos", "neg"]


def test_known_labels_become_their_places():
    import pytest

    assert check_known(["b", "a", "b"], ["a", "b"]).tolist() == [1, 0, 1]
    with pytest.raises(ValueError, match=r"tags\[1\] is 'c'.*\['a', 'b'\]"):
        check_known(["b", "c"], ["a", "b"], "tags")


def test_another_number_of_things_is_named():
    import pytest

    with pytest.raises(ValueError, match="2 pairs but 1 texts; each pair"):
        check_texts(["a"], count=2, each="pair")
