# Pulled from nbs/appendix/joined_words.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest

from keras_rnn.data.joined_words import *


def test_strings_are_of_one_speaker_and_fresh():
    sounds = [np.full(400 + 80 * n, 0.1 + n / 10, "float32") for n in range(4)]
    words, speakers = list("abcd"), ["x", "x", "y", "y"]
    strings = join_words(
        sounds, words, speakers, 8000, words=(1, 3), vary=False, count=50
    )
    assert len(strings) == 2 and len(strings[1][0]) == 18
    waveforms, texts = strings[0]
    again = strings[0][1]
    assert texts == again and {len(text.split()) for text in texts} == {1, 2, 3}
    for waveform, text in zip(waveforms, texts, strict=True):
        assert set(text.split()) <= {"a", "b"} or set(text.split()) <= {
            "c",
            "d",
        }
        for word in text.split():  # the samples of the word stand in it
            own = 0.1 + words.index(word) / 10
            assert np.isclose(waveform, own, atol=1e-4).sum() >= 400
    strings.on_epoch_end()
    assert strings[0][1] != texts
    varied = join_words(sounds, words, speakers, 8000)
    assert len(varied[0][0]) == 4 and varied[0][0][0].dtype == "float32"


def test_what_can_not_be_joined():
    sound = [np.ones(400, "float32")]
    for options, message in (
        ({"speakers": []}, "0 speakers"),
        ({"words": (0, 2)}, "words must be"),
        ({"pause": (2, 1)}, "pause must be"),
        ({"waveforms": [[np.nan] * 9]}, r"waveforms\[0\] is nan"),
        ({"count": 0}, "count and batch_size"),
    ):
        given = {"waveforms": sound, "texts": ["a"], "speakers": ["x"]}
        with pytest.raises(ValueError, match=message):
            join_words(**{**given, "sampling_rate": 8000, **options})
