# Pulled from nbs/appendix/speech_recognizer.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn import metrics
from keras_rnn.tasks.causal_lm import CausalLM
from keras_rnn.tasks.speech_recognizer import *
from keras_rnn.tasks.speech_recognizer import SpeechRecognizer
from keras_rnn.text import START

PITCHES = {"a": 400, "b": 900, "c": 1700, " ": 0}


def sung(text, rng, seconds=0.12):
    """A tone for each letter, with a little noise."""
    time = np.arange(int(seconds * rng.uniform(0.8, 1.3) * 8000)) / 8000
    parts = [0.3 * np.sin(2 * np.pi * PITCHES[x] * time) for x in text]
    gaps = [np.zeros(320) for _ in text]
    sound = np.concatenate([x for pair in zip(gaps, parts) for x in pair])
    return (sound + rng.normal(0, 0.003, len(sound))).astype("float32")


def songs(count=12, seed=0):
    """Songs and their texts."""
    rng = np.random.default_rng(seed)
    texts = ["".join(rng.choice(list("abc"), n % 4 + 1)) for n in range(count)]
    return [sung(text, rng) for text in texts], texts


def small(cell="gru", **options):
    """A small recognizer of songs."""
    options = {"units": 8, "num_layers": 2, **options}
    return SpeechRecognizer.from_data(*songs(), 8000, cell=cell, **options)


@pytest.mark.filterwarnings("ignore")
def test_neighbours_and_padding_change_nothing():
    sounds, _ = songs()
    for cell, both in (("gru", True), ("lstm", False), ("simple_rnn", True)):
        task = small(cell, bidirectional=both)
        together = task.predict(sounds, batch_size=5)
        for alone, found in zip(sounds, together, strict=True):
            np.testing.assert_allclose(
                task.predict([alone])[0], found, atol=1e-4
            )
            np.testing.assert_allclose(np.exp(found).sum(-1), 1, atol=1e-4)
        beam = task.transcribe(sounds[:2], sampler="beam", batch_size=1)
        assert beam == task.transcribe(sounds, sampler="beam")[:2]


@pytest.mark.backends
@pytest.mark.skipif(
    keras.backend.backend() != "torch",
    reason="learned where nothing has to be compiled",
)
def test_songs_are_learned():
    sounds, texts = songs(16)
    options = {"num_layers": 1, "dropout": 0.0, "input_dropout": 0.0}
    task = small(units=24, learning_rate=0.03, bands=None, **options)
    first = task.evaluate(sounds, texts, verbose=0, return_dict=True)
    task.fit(sounds, texts, batch_size=16, epochs=50, verbose=0)
    last = task.evaluate(sounds, texts, verbose=0, return_dict=True)
    assert last["loss"] < first["loss"] / 10 and last["cer"] < 0.1
    written = task.transcribe(sounds)
    assert last["cer"] == metrics.cer(written, texts)
    assert last["wer"] == metrics.wer(written, texts)
    heard = task.alignment(sounds[3], texts[3])
    assert [x.label for x in heard] == list(texts[3])
    ends = [time for x in heard for time in (x.start, x.end)]
    assert ends == sorted(ends) and ends[-1] <= len(sounds[3]) / 8000
    # Letters come about as far apart as they are sung.
    assert ends[-1] > 0.5 * len(sounds[3]) / 8000
    assert task.transcribe([np.zeros(8000)]) == [""]


@pytest.mark.filterwarnings("ignore")
def test_a_stream_is_equal_to_the_whole():
    sounds, _ = songs()
    rng = np.random.default_rng(0)
    for cell in ("gru", "lstm", "simple_rnn"):
        task = small(cell, bidirectional=False)
        dense = task.network.get_layer("labels")
        kernel, bias = dense.get_weights()  # so that it says something
        dense.set_weights([kernel * 30, bias])
        for sound in (sounds[3], sounds[3][:800], sounds[7]):
            expected = task.transcribe([sound])[0]
            stream, left, before = task.stream(), sound, ""
            while len(left):
                count = int(rng.integers(1, 900))
                text = stream.feed(left[:count])
                assert text.startswith(before)
                before, left = text, left[count:]
            assert stream.text == expected
        assert len(expected) > 1
    with pytest.raises(ValueError, match="bidirectional=False"):
        small().stream()
    # Silence says nothing, whoever is asked; what follows is as in the whole.
    sound, stream = np.concatenate([np.zeros(2000), sounds[3]]), task.stream()
    assert stream.feed(sound[:2000]) == stream.feed([]) == ""
    assert task.transcribe([sound[:2000]]) == [""]
    assert task.alignment(sound[:2000]) == []
    assert stream.feed(sound[2000:]) == task.transcribe([sound])[0] != ""
    with pytest.raises(TypeError, match=r"fed with samples.*read\(path, 8000"):
        stream.feed("a.wav")


def test_the_language_model_reads_what_was_written():
    texts = ["ab", "abc", "cab", "b"]
    lm = CausalLM.from_data(texts, "character", units=6, embedding_dim=4)
    task = small()
    language = LabelModel(task, lm, 0.7)
    found = language([()])
    assert found.shape == (1, len(task.labels))
    found = language([(1,), (3,)])
    found = language([(1, 2), (3, 3), (3, 1)])
    for row, text in zip(found, ((1, 2), (3, 3), (3, 1)), strict=True):
        tokens = [START, *lm.tokenizer.encode(task.text_of(text))]
        logits = lm.network({"tokens": np.array([tokens])})[0, -1]
        nats = ops.convert_to_numpy(ops.log_softmax(logits))
        expected = nats[[3, *lm.tokenizer.encode("".join(task.labels))]]
        np.testing.assert_allclose(row, 0.7 * expected, atol=1e-4)
    sounds, _ = songs()
    strong = {"sampler": "beam", "language_model": lm, "lm_weight": 5.0}
    assert len(task.transcribe(sounds[:2], **strong)) == 2
    with pytest.raises(ValueError, match="needs sampler='beam'"):
        task.transcribe(sounds, language_model=lm)
    other = CausalLM.from_data(["ab"], "character", units=4)
    with pytest.raises(ValueError, match="does not know 'c'"):
        task.transcribe(sounds, sampler="beam", language_model=other)
