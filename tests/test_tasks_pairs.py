# Pulled from nbs/appendix/pairs.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.tasks.pairs import *
from keras_rnn.text import END, START, UNKNOWN


def test_an_unknown_word_of_the_source_has_an_id_where_it_may_be_copied():
    from keras_rnn.patterns.encoder_decoder import encoder_decoder
    from keras_rnn.text import WordTokenizer

    words = WordTokenizer.from_texts(["the dog sees"])
    size, the = len(words), words.encode("the")[0]
    for copy, id in ((True, size + 1), (False, UNKNOWN)):
        network = encoder_decoder(
            "gru", size, size, units=4, attention="dot", copy=copy
        )
        model = PairTask(network, words, words)
        (ids,) = model.encode_targets(["the Zoe Max"], ["the Zoe"])
        assert ids == [START, the, id, UNKNOWN, END]


def test_a_pair_without_one_side_is_shown():
    import pytest

    with pytest.raises(ValueError, match=r"target of pair 1.*'b', ' '"):
        check_pairs(["a", "b"], ["x", " "])
    with pytest.raises(ValueError, match="2 sources but 1 targets"):
        check_pairs(["a", "b"], ["x"])
