# Pulled from nbs/appendix/synthesizer.ipynb by tools/pull_tests.py. Do not edit.

from importlib import resources

import numpy as np

from keras_rnn.data.synthesizer import *


def test_voices_are_the_same_each_time_and_differ():
    table = resources.files("keras_rnn.data") / "starter" / "spoken_digits.tsv"
    rows = spoken_words(table.read_bytes(), speakers=2, takes=1)
    again = spoken_words(table.read_bytes(), speakers=2, takes=1)
    assert len(rows) == 20 and len({word for _, word, _ in rows}) == 10
    for (sound, _, _), (same, _, _) in zip(rows, again, strict=True):
        np.testing.assert_array_equal(sound, same)
        assert sound.dtype == "float32" and 0.2 < np.abs(sound).max() < 1
        assert 0.15 < len(sound) / RATE < 1.2
    assert len(rows[0][0]) != len(rows[10][0])


def test_the_pitch_is_the_pitch():
    flat = np.tile([1, 0, 500, 1500, 2500, 0, 0], (200, 1)).astype(float)
    who = {"pitch": 120.0, "mouth": 1.0}
    sound = hum(flat, who, np.random.default_rng(0))
    middle = sound[3000:4000]
    alike = [middle @ sound[3000 + lag : 4000 + lag] for lag in range(30, 120)]
    period = 30 + int(np.argmax(alike))  # samples
    assert 0.85 < 8000 / period / 120 < 1.15
    spectrum = np.abs(np.fft.rfft(sound))  # one second: bins are hertz
    loudest = 300 + int(np.argmax(spectrum[300:1000]))
    assert 380 < loudest < 620  # at the first formant
