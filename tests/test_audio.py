# Pulled from nbs/appendix/audio.ipynb by tools/pull_tests.py. Do not edit.

import tempfile
import wave
from pathlib import Path

import numpy as np
import pytest

from keras_rnn.audio import *


def test_waveforms_of_all_kinds():
    right = np.array([0, 0.5, -1], "float32")
    for samples in (
        right,
        [0, 0.5, -1.0],
        np.array([0, 2**14, -(2**15)], "int16"),
        np.array([0, 2**30, -(2**31)], "int32"),
        np.array([128, 192, 0], "uint8"),
        np.array([[0, 0], [0, 2**15 - 1], [-(2**15)] * 2], "int16"),
    ):
        found = check_waveform(samples)
        assert found.dtype == "float32"
        np.testing.assert_allclose(found, right, atol=1e-4)


def test_waveforms_that_are_none():
    for samples, message in (
        ([], "empty"),
        ([0, np.nan], "nan at sample 1"),
        ([0.0, 20000.0], "divide 16 bit samples by 32768"),
        (np.zeros((2, 100)), "transpose"),
    ):
        with pytest.raises(ValueError, match=message):
            check_waveform(samples)
    for samples in ("a.wav", [1, 2], np.zeros((3, 1, 1)), [True], None):
        with pytest.raises(TypeError, match="x must be|x holds int64"):
            check_waveform(samples, "x")


def test_a_tone_keeps_its_pitch():
    for old, new in ((44100, 8000), (8000, 16000), (16000, 11025)):

        def tone(rate):
            return np.sin(2 * np.pi * 440 * np.arange(rate) / rate)

        found = resample(tone(old), old, new)
        np.testing.assert_allclose(found, tone(new), atol=1e-3)


def test_what_is_too_high_is_left_out():
    tone = np.sin(2 * np.pi * 3000 * np.arange(16000) / 16000)
    assert np.abs(resample(tone, 16000, 4000)).max() < 1e-3
    assert np.abs(tone[::4]).max() > 0.5  # every fourth: a false tone


def test_wav_files():
    sound = np.random.default_rng(0).uniform(-0.9, 0.9, 4000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.wav"
        write(path, sound, 8000)
        found, rate = read(path)
        np.testing.assert_allclose(found, sound, atol=1e-4)
        assert rate == 8000 and len(read(path, 16000)[0]) == 8000
        for width, data in (  # 24 bits; stereo of 16
            (3, (sound * 2**23).astype("<i4").view("u1").reshape(-1, 4)),
            (2, (sound * 2**15).astype("<i2").repeat(2)),
        ):
            data = data[:, :3] if width == 3 else data
            with wave.open(str(path), "wb") as file:
                file.setparams((4 - width, width, 8000, 0, "NONE", ""))
                file.writeframes(np.ascontiguousarray(data).tobytes())
            np.testing.assert_allclose(read(path)[0], sound, atol=1e-4)


def test_files_without_sound():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.wav"
        with pytest.raises(FileNotFoundError, match="a.wav"):
            read(path)
        for data, error in (
            (b"", ValueError),
            (b"no sound at all", (ImportError, ValueError)),
            (b"RIFF\x24\0\0\0WAVE", (ImportError, ValueError)),
        ):
            path.write_bytes(data)
            with pytest.raises(error, match="a.wav"):
                read(path)
        write(path, [], 8000)
        with pytest.raises(ValueError, match="a.wav is empty"):
            read(path)


def test_energies_by_hand():
    waveform = np.random.default_rng(0).normal(0, 0.1, 1000)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(1, 201) / 201)
    low, high = (2595 * np.log10(1 + f / 700) for f in (60, 4000))
    edges = low + (high - low) * np.arange(42) / 41
    edges = 700 * (10 ** (edges / 2595) - 1)
    expected = np.zeros((11, 40))
    for t in range(11):
        frame = waveform[80 * t : 80 * t + 200] * window
        for tone in range(129):
            wave_ = np.exp(-2j * np.pi * tone * np.arange(200) / 256)
            power = abs((frame * wave_).sum()) ** 2 / (window**2).sum()
            hertz = tone * 8000 / 256
            for b in range(40):
                left, middle, right = edges[b : b + 3]
                if left < hertz <= middle:
                    share = (hertz - left) / (middle - left)
                elif middle < hertz < right:
                    share = (right - hertz) / (right - middle)
                else:
                    continue
                expected[t, b] += share * power
    expected = np.log(expected + 1e-5)
    np.testing.assert_allclose(energies(waveform, 8000), expected, atol=1e-3)


def test_silence_and_a_short_sound():
    assert np.allclose(energies(np.zeros(800), 8000), np.log(FLOOR))
    assert energies(np.ones(3), 8000).shape == (1, BANDS)


def test_the_mean_so_far_needs_no_future():
    frames = np.random.default_rng(0).normal(size=(30, 40)).astype("float32")
    mean = np.ones(40)
    whole = normalize(frames, mean)
    first = normalize(frames[:10], mean)
    rest = normalize(frames[10:], mean, 10, frames[:10].sum(0))
    np.testing.assert_allclose(whole, [*first, *rest], atol=1e-5)
    expected = frames[4] - (50 * mean + frames[:5].sum(0)) / 55
    np.testing.assert_allclose(whole[4], expected / 3, atol=1e-5)


def test_steps():
    sound = np.random.default_rng(0).normal(0, 0.1, 8000)
    steps = log_mel(sound, 8000)
    assert steps.shape == (32, 120) and steps.dtype == "float32"
    np.testing.assert_allclose(
        steps[3, 40:80],
        normalize(energies(sound, 8000))[10],
        atol=1e-5,
    )
    # Louder is the same, but for the floor.
    np.testing.assert_allclose(log_mel(sound * 3, 8000), steps, atol=0.02)
    assert log_mel([0.1], 8000).shape == (1, 120)
    with pytest.raises(ValueError, match="sampling_rate must be 2,000"):
        log_mel(sound, 8)
    with pytest.raises(TypeError, match="sampling_rate must be an int"):
        log_mel(sound, None)


def test_variations():
    rng = np.random.default_rng(0)
    sound = rng.normal(0, 0.1, 8000).astype("float32")
    lengths = set()
    for _ in range(20):
        found = vary(sound, 8000, rng)
        lengths.add(len(found))
        assert found.dtype == "float32" and np.abs(found).max() <= 1
        assert 8000 / 1.17 < len(found) < 8000 * 1.17
    assert len(lengths) > 10
    same = vary(sound, 8000, np.random.default_rng(1))
    again = vary(sound, 8000, np.random.default_rng(1))
    np.testing.assert_array_equal(same, again)
    assert not vary(np.zeros(800, "float32"), 8000, rng).any()


def test_silence_is_cut_off():
    sound = np.zeros(8000, "float32")
    sound[3200:4800] = 0.5
    found = trim(sound, 8000)
    assert found.sum() == sound.sum() and len(found) == 1600 + 2 * 400
    assert len(trim(np.zeros(100, "float32"), 8000)) == 100
