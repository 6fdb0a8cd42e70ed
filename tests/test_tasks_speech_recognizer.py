# Pulled from nbs/appendix/speech_recognizer.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn import audio, metrics
from keras_rnn.tasks.speech_recognizer import *

PITCHES = {"a": 400, "b": 900, "c": 1700}


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


def test_it_is_made_from_files_at_their_own_rate(tmp_path):
    sounds, texts = songs(4)
    paths = [tmp_path / f"{n}.wav" for n in range(4)]
    for path, sound in zip(paths, sounds, strict=True):
        audio.write(path, audio.resample(sound, 8000, 16_000), 16_000)
    task = SpeechRecognizer.from_data(paths, texts, bidirectional=False)
    assert task.sampling_rate == 16_000
    frames = [audio.energies(audio.read(path)[0], 16_000) for path in paths]
    expected = np.concatenate(frames).mean(axis=0)
    np.testing.assert_allclose(task.mean, expected, rtol=1e-4)
    with pytest.raises(ValueError, match="how many samples a second"):
        SpeechRecognizer.from_data(sounds, texts)


def test_a_beam_does_not_depend_on_neighbours():
    sounds, _ = songs()
    for cell, both in (("gru", True), ("lstm", False), ("simple_rnn", True)):
        task = small(cell, bidirectional=both)
        beam = task.transcribe(sounds[:2], sampler="beam", batch_size=1)
        assert beam == task.transcribe(sounds, sampler="beam")[:2]


def test_a_language_model_has_a_say_in_the_beam():
    from keras_rnn.tasks.causal_lm import CausalLM

    lm = CausalLM.from_data(
        ["ab", "abc", "cab", "b"], "character", units=6, embedding_dim=4
    )
    task, (sounds, _) = small(), songs()
    strong = {"sampler": "beam", "language_model": lm, "lm_weight": 5.0}
    written = task.transcribe(sounds[:2], **strong)
    assert len(written) == 2
    assert written != task.transcribe(sounds[:2], sampler="beam")
    with pytest.raises(ValueError, match="needs sampler='beam'"):
        task.transcribe(sounds, language_model=lm)
    other = CausalLM.from_data(["ab"], "character", units=4)
    with pytest.raises(ValueError, match="does not know 'c'"):
        task.transcribe(sounds, sampler="beam", language_model=other)


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
