# Pulled from nbs/appendix/text_to_one.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.tasks.text_to_one import *


def test_single_words_are_read_by_letter():
    assert level_of(["Ann", "Bob Lee", "Eve "]) == "character"
    assert level_of(["a great film", "so dull", "great"]) == "word"


def test_a_table_of_phrases_grows_with_the_texts_within_bounds():
    sizes = [rows_for(["a great film"] * n) for n in (1, 10**4, 10**6)]
    assert sizes == [2**10, 2**15, 2**20]
