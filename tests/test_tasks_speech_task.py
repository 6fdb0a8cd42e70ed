# Pulled from nbs/appendix/speech_task.ipynb by tools/pull_tests.py. Do not edit.

import math

import keras
import numpy as np
import pytest

from keras_rnn.patterns.speech_to_text import speech_to_text
from keras_rnn.tasks.recordings import mean_energies, whole_steps
from keras_rnn.tasks.speech_task import *
from keras_rnn.text import CharacterTokenizer

RNG = np.random.default_rng(0)
SOUNDS = [RNG.normal(0, 0.1, 900 + 700 * n).astype("float32") for n in range(6)]


def small(cell="gru", bidirectional=True):
    """A small task of three letters that nobody trained."""
    keras.utils.set_random_seed(0)
    network = speech_to_text(
        cell, vocabulary_size=4, units=8, bidirectional=bidirectional
    )
    mean = None if bidirectional else mean_energies(SOUNDS, 8000)
    tokenizer = CharacterTokenizer.from_texts(["abc"])
    task = SpeechTask(network, tokenizer, 8000, mean)
    task.compile()
    return task


def test_neighbours_and_padding_change_nothing():
    for cell, both in (("gru", True), ("lstm", False), ("simple_rnn", True)):
        task = small(cell, both)
        together = task.predict(SOUNDS, batch_size=4)
        for alone, found in zip(SOUNDS, together, strict=True):
            np.testing.assert_allclose(
                task.predict([alone])[0], found, atol=1e-4
            )
            np.testing.assert_allclose(np.exp(found).sum(-1), 1, atol=1e-4)


def test_a_network_that_knows_nothing_has_the_loss_of_chance():
    task = small()
    dense = task.network.get_layer("labels")
    dense.set_weights([np.zeros_like(x) for x in dense.get_weights()])
    texts = ["a", "ab", "abc", "c", "bab", "acac"]
    expected = []
    for sound, text in zip(SOUNDS, texts, strict=True):
        steps, n = max(1, whole_steps(len(sound), 8000)), len(text)
        paths = math.comb(steps + n, 2 * n)
        expected.append(steps * math.log(4) - math.log(paths))
        found = task.evaluate([sound], [text], verbose=0)[0]
        np.testing.assert_allclose(found, expected[-1], rtol=1e-4)
    found = task.evaluate(SOUNDS, texts, batch_size=6, verbose=0)[0]
    np.testing.assert_allclose(found, np.mean(expected), rtol=1e-4)


def test_labels_are_counted_from_the_blank_on():
    task = small()
    assert task.labels == ["", "a", "b", "c"]
    assert task.labels_of("cab", SOUNDS[2]).tolist() == [3, 1, 2]
    assert task.text_of([3, 1, 2]) == "cab"
    rows = task.preprocess(SOUNDS, ["a"] * 6)
    assert [len(x) for x in rows.targets] == [1] * 6


@pytest.mark.parametrize(
    "text, sound, message",
    [
        ("abx", SOUNDS[5], "text has 'x'.*knows 'a', 'b', 'c'. Leave it out"),
        ("aa", np.ones(599), "takes 3 steps.*0.07 seconds has only 1; leave"),
        ("aa", np.ones(839), "takes 3 steps.*has only 2;"),
        ("a", np.zeros(8000), "recording is silent; nobody.*Leave it out"),
    ],
)
def test_a_text_that_does_not_fit_its_sound_is_refused(text, sound, message):
    with pytest.raises(ValueError, match=message):
        small().labels_of(text, sound)
    with pytest.raises(ValueError, match=r"(texts|recordings)\[1\]"):
        small().targets(["a", text], [SOUNDS[0], sound])
