# Pulled from nbs/appendix/tags.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.tasks.tags import *


def test_sentences_are_lists_of_words():
    import pytest

    assert check_sentences(["He left", ("He", "left")]) == [["He", "left"]] * 2
    for wrong, error, message in [
        ("He left", TypeError, "sentences must be a list"),
        ([], ValueError, "sentences is empty"),
        ([["He"], []], ValueError, r"sentences\[1\] has no words"),
        ([["He", " "]], ValueError, r"sentences\[0\]\[1\] is a blank word"),
        ([["He", 3]], TypeError, r"sentences\[0\]\[1\] is int"),
    ]:
        with pytest.raises(error, match=message):
            check_sentences(wrong)


def test_tags_are_bio_or_stand_for_themselves():
    import pytest

    words = [["Ann", "Lee", "left"]]
    for given, expected in (
        (["B-P", "I-P", "O"], ["B-P", "I-P", "O"]),
        (["B-P", "E-P", "O"], ["B-P", "I-P", "O"]),  # BIOES
        (["U-P", "U-P", "O"], ["B-P", "B-P", "O"]),  # BILOU
        (["NOUN", "NOUN", "VERB"], ["NOUN", "NOUN", "VERB"]),
    ):
        assert check_tags([given], words) == [expected]
    stray = [["O", "I-P", "O"]]
    with pytest.raises(ValueError, match=r"tags\[0\]\[1\].*repair=True"):
        check_tags(stray, words)
    assert check_tags(stray, words, repair=True) == [["O", "B-P", "O"]]
    with pytest.raises(ValueError, match="3 words but 2 tags"):
        check_tags([["O", "O"]], words)
    with pytest.raises(ValueError, match=r"tags\[0\]: 'PER' is no BIO tag"):
        check_tags([["B-P", "I-P", "PER"]], words)
