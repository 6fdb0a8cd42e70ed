# Pulled from nbs/appendix/series_classifier.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn.tasks.series_classifier import *


def tones(count, seed):
    """Recordings of two channels: a slow or a fast wave, and noise."""
    rng = np.random.default_rng(seed)
    labels = rng.choice(["slow", "fast"], count).tolist()
    recordings = []
    for label in labels:
        time = np.arange(rng.integers(8, 16)) + rng.uniform(0, 9)
        wave = np.sin(time * (0.4 if label == "slow" else 1.5))
        recordings.append(np.stack([wave, rng.normal(size=len(time))], 1))
    return recordings, labels


@pytest.mark.backends
@pytest.mark.skipif(
    keras.backend.backend() != "torch",
    reason="learned where nothing has to be compiled",
)
def test_classes_are_learned_and_padding_never_counts(tmp_path):
    keras.utils.set_random_seed(0)
    train, test = tones(120, 0), tones(40, 1)
    model = SeriesClassifier.from_data(*train, units=8, learning_rate=0.05)
    model.fit(*train, epochs=8, verbose=0)
    found = model.evaluate(*test, return_dict=True, verbose=0)
    assert found["accuracy"] > 0.9
    together = model.predict(test[0], verbose=0)
    alone = model.predict(test[0][:1], verbose=0)
    np.testing.assert_allclose(alone[0], together[0], atol=1e-5)
    model.save(tmp_path / "tones.keras")
    loaded = keras.saving.load_model(tmp_path / "tones.keras")
    np.testing.assert_allclose(
        loaded.predict(test[0], verbose=0), together, atol=1e-5
    )
    assert loaded.classify(test[0]) == model.classify(test[0])


@pytest.mark.backends
def test_training_moves_each_channel_of_a_recording_as_a_whole():
    keras.utils.set_random_seed(0)
    given = {
        "vectors": keras.Input((None, 3), name="vectors"),
        "mask": keras.Input((None,), dtype="bool", name="mask"),
    }
    as_given = keras.Model(given, given["vectors"] * 1)
    model = SeriesClassifier(as_given, ["a", "b"], [0] * 3, [1] * 3, 0.5)
    vectors = np.random.default_rng(0).normal(size=(200, 4, 3))
    read = {"vectors": vectors.astype("float32"), "mask": np.ones((200, 4))}
    unmoved = keras.ops.convert_to_numpy(model(read))
    np.testing.assert_allclose(unmoved, vectors, rtol=1e-6)
    moved = keras.ops.convert_to_numpy(model(read, training=True)) - vectors
    np.testing.assert_allclose(moved, moved[:, :1] + 0 * moved, atol=1e-6)
    np.testing.assert_allclose(moved[:, 0].std(axis=0), 0.5, rtol=0.2)
    again = keras.ops.convert_to_numpy(model(read, training=True)) - vectors
    assert (
        np.abs(np.corrcoef(moved[:, 0].ravel(), again[:, 0].ravel()))[0, 1]
        < 0.2
    )


@pytest.mark.backends
def test_recordings_that_cannot_be_read_are_named():
    good = np.ones((4, 2))
    for wrong, kind, words in (
        ([good, np.ones((4, 3))], ValueError, r"recordings\[1\] has 3"),
        ([good, np.full((4, 2), np.nan)], ValueError, r"\[1\]\[0, 0\] is nan"),
        ([good, np.ones((0, 2))], ValueError, r"shape \(0, 2\)"),
        ([good, [["a", "b"]]], TypeError, r"recordings\[1\] holds"),
        ([], ValueError, "empty"),
        ("abc", TypeError, "single str"),
    ):
        with pytest.raises(kind, match=words):
            SeriesClassifier.from_data(wrong, ["a", "b"][: len(wrong)])
    with pytest.raises(ValueError, match="two classes"):
        SeriesClassifier.from_data([good, good], ["a", "a"])
    for wrong in (-0.1, float("nan")):
        with pytest.raises(ValueError, match="offset_noise must be 0 or more"):
            SeriesClassifier.from_data(
                [good, good], ["a", "b"], offset_noise=wrong
            )
