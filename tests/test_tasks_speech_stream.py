# Pulled from nbs/appendix/speech_stream.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn.layers import ctc
from keras_rnn.tasks.speech_recognizer import SpeechRecognizer
from keras_rnn.tasks.speech_stream import *


def sounds():
    rng = np.random.default_rng(0)
    return [
        rng.normal(0, 0.1, size).astype("float32") for size in (3900, 800, 7000)
    ]


def small(cell="gru", bidirectional=False):
    """A recognizer that nobody trained, but that says something."""
    keras.utils.set_random_seed(0)
    task = SpeechRecognizer.from_data(
        sounds(),
        ["ab", "c", "cab"],
        8000,
        cell=cell,
        units=8,
        bidirectional=bidirectional,
    )
    dense = task.network.get_layer("labels")
    kernel, bias = dense.get_weights()
    dense.set_weights([kernel * 30, bias])
    return task


@pytest.mark.filterwarnings("ignore")
def test_a_stream_is_equal_to_the_whole():
    rng = np.random.default_rng(0)
    for cell in ("gru", "lstm", "simple_rnn"):
        task = small(cell)
        for sound in sounds():
            expected = task.transcribe([sound])[0]
            (nats,) = task.predict([sound])
            assert expected == task.text_of(ctc.greedy(nats))
            stream, left, before = task.stream(), sound, ""
            while len(left):
                count = int(rng.integers(1, 900))
                text = stream.feed(left[:count])
                assert text.startswith(before)
                before, left = text, left[count:]
            assert stream.text == expected
        assert len(expected) > 1
    with pytest.raises(ValueError, match="bidirectional=False"):
        small(bidirectional=True).stream()


def test_silence_says_nothing_whoever_is_asked():
    task, speech = small(), sounds()[0]
    sound, stream = np.concatenate([np.zeros(2000), speech]), task.stream()
    assert stream.feed(sound[:2000]) == stream.feed([]) == ""
    assert task.transcribe([sound[:2000]]) == [""]
    assert task.alignment(sound[:2000]) == []
    assert stream.feed(sound[2000:]) == task.transcribe([sound])[0] != ""


def test_what_is_no_sound_is_refused_and_the_stream_goes_on():
    task, (sound, *_) = small(), sounds()
    stream = task.stream()
    stream.feed(sound[:1000])
    with pytest.raises(TypeError, match=r"fed with samples.*read\(path, 8000"):
        stream.feed("a.wav")
    with pytest.raises(ValueError, match="samples is nan at sample 1"):
        stream.feed([0.1, np.nan])
    assert stream.feed(sound[1000:]) == task.transcribe([sound])[0]
