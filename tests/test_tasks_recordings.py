# Pulled from nbs/appendix/recordings.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn import audio
from keras_rnn.tasks.recordings import *

NOISE = np.random.default_rng(0).normal(0, 0.1, 4000).astype("float32")


def test_recordings_are_files_and_arrays_in_a_list(tmp_path):
    audio.write(tmp_path / "a.wav", NOISE, 8000)
    path = tmp_path / "a.wav"
    stereo = np.stack([NOISE, NOISE], axis=1)
    found = check_recordings([path, str(path), stereo, NOISE.tolist()])
    assert found[:2] == [path, path]
    for same in found[2:]:
        assert same.dtype == "float32"
        np.testing.assert_allclose(same, NOISE)
    for single in (NOISE, NOISE.tolist(), str(path), path, b"a.wav"):
        with pytest.raises(TypeError, match=r"put it into one: \[recording"):
            check_recordings(single)


def test_a_file_says_its_rate_and_is_named_if_it_is_no_sound(tmp_path):
    path, text = tmp_path / "a.wav", tmp_path / "b.wav"
    audio.write(path, NOISE, 16_000)
    found, rate = read_recording(path, 8000)
    assert rate == rate_of([NOISE, path]) == 16_000
    np.testing.assert_allclose(found, NOISE, atol=1e-4)
    assert read_recording(NOISE, 8000, 1)[1] == 8000  # half a second
    text.write_text("no sound")
    for read in (
        lambda: read_recording(text, 8000, name="recordings[1]"),
        lambda: rate_of([NOISE, text]),
    ):
        with pytest.raises((ValueError, ImportError), match=r"^recordings\[1"):
            read()
    with pytest.raises(ValueError, match="is 0.5 seconds long.*=0.4. Cut"):
        read_recording(NOISE, 8000, 0.4)


@pytest.mark.parametrize("rate", [8000, 11_025, 16_000, 44_100])
def test_steps_are_those_of_log_mel(rate):
    first, more = step_samples(rate)
    edges = [first + k * more + d for k in range(3) for d in (-1, 0, 1)]
    for samples in (1, first // 2, *edges, rate + 17):
        noise = np.resize(NOISE, samples)
        steps = len(audio.log_mel(noise, rate))
        assert steps == max(1, whole_steps(samples, rate))
    assert whole_steps(first - 1, rate) == 0


def test_a_mean_is_that_of_all_frames():
    parts = [NOISE, NOISE[:900] * 0.1]
    frames = np.concatenate([audio.energies(x, 8000) for x in parts])
    found = mean_energies(parts, 8000)
    np.testing.assert_allclose(found, frames.mean(axis=0), rtol=1e-5)
    json = keras.utils.serialize_keras_object(found)  # goes into a file
    assert json == found
