"""Speech: what goes wrong outside, and how the task goes with Keras."""

import warnings

import keras
import numpy as np
import pytest

import keras_rnn as kr

TEXTS = ["ab", "b", "ba", "a", "b", "aa"]


def sounds():
    rng = np.random.default_rng(0)
    return [
        rng.normal(0, 0.1, 1600 + 240 * n).astype("float32") for n in range(6)
    ]


def small_of(texts, **options):
    options = {"units": 4, "num_layers": 1, **options}
    return kr.SpeechRecognizer.from_data(sounds(), texts, 8000, **options)


def small(**options):
    return small_of(TEXTS, **options)


@pytest.fixture(scope="module")
def recognizer():
    return small()


def changed(index, value):
    """Sounds of which one is another."""
    found = sounds()
    found[index] = value
    return found


@pytest.mark.parametrize(
    "recordings, error, message",
    [
        ([], ValueError, "recordings is empty"),
        ("a.wav", TypeError, "not a single str"),
        (np.zeros(800, "float32"), TypeError, "not a single ndarray"),
        ([0.1, 0.2], TypeError, "not a single list"),
        (changed(1, "no.wav"), FileNotFoundError, r"\[1\].*no.wav"),
        (changed(2, np.array([])), ValueError, r"\[2\] is empty"),
        (changed(3, np.array([0, np.nan])), ValueError, r"\[3\] is nan"),
        (changed(1, np.full(800, 9e3)), ValueError, r"\[1\] reaches 9000"),
        (changed(1, np.arange(800)), TypeError, r"\[1\] holds int64"),
        (changed(1, None), TypeError, r"\[1\] must be an array"),
        (changed(4, np.zeros(1600)), ValueError, r"\[4\] is silent"),
        (changed(0, np.ones(300)), ValueError, r"texts\[0\], 'ab', takes 2"),
        (changed(0, np.ones(9000)), ValueError, r"\[0\] is 1 seconds long"),
        (sounds()[:5], ValueError, "5 recordings but 6 texts"),
    ],
)
def test_bad_recordings_are_named_before_training(
    recognizer, recordings, error, message
):
    weights = recognizer.get_weights()
    recognizer.max_length = 1  # second
    with pytest.raises(error, match=message):
        recognizer.fit(recordings, TEXTS, verbose=0)
    recognizer.max_length = 3600
    for before, after in zip(weights, recognizer.get_weights(), strict=True):
        np.testing.assert_array_equal(before, after)


@pytest.mark.parametrize(
    "texts, error, message",
    [
        (TEXTS[:5], ValueError, "6 recordings but 5 texts"),
        (["ab", "x", *TEXTS[2:]], ValueError, r"texts\[1\] has 'x'"),
        (["ab", " ", *TEXTS[2:]], ValueError, r"texts\[1\] is blank"),
        (["ab", 3, *TEXTS[2:]], TypeError, r"texts\[1\] is int"),
        (["a" * 99, *TEXTS[1:]], ValueError, r"texts\[0\].*takes 197 steps"),
        ("abc", TypeError, "not a single str"),
    ],
)
def test_bad_texts_are_named_before_training(recognizer, texts, error, message):
    with pytest.raises(error, match=message):
        recognizer.fit(sounds(), texts, verbose=0)


def test_wrong_settings_are_refused():
    for options, error, message in (
        ({"level": "letter"}, ValueError, "level"),
        ({"cell": "grru"}, ValueError, "cell"),
        ({"untis": 3}, TypeError, "untis"),
        ({"units": 0}, ValueError, "units"),
    ):
        with pytest.raises(error, match=message):
            small(**options)
    with pytest.raises(ValueError, match="how many samples a second"):
        kr.SpeechRecognizer.from_data(sounds(), TEXTS)
    with pytest.raises(ValueError, match="2,000"):
        kr.SpeechRecognizer.from_data(sounds(), TEXTS, 8)


def test_wrong_questions_are_refused(recognizer):
    for options, error, message in (
        ({"sampler": "beem"}, ValueError, "sampler"),
        ({"sampler": 4}, TypeError, "sampler"),
        ({"sampler": "beam", "language_model": 4}, TypeError, "CausalLM"),
        ({"sampling_rate": "fast"}, TypeError, "sampling_rate"),
    ):
        with pytest.raises(error, match=message):
            recognizer.transcribe(sounds(), **options)


def test_all_kinds_of_sound_just_work(recognizer, tmp_path):
    sound = sounds()[5]
    (expected,) = recognizer.predict([sound])
    kr.audio.write(tmp_path / "a.wav", sound, 8000)
    wide = kr.audio.resample(sound, 8000, 16000)
    kr.audio.write(tmp_path / "wide.wav", wide, 16000)
    whole = np.clip(np.rint(sound * 32768), -32768, 32767).astype("int16")
    for same in (whole, np.stack([sound] * 2, 1), tmp_path / "a.wav"):
        (found,) = recognizer.predict([same])
        np.testing.assert_allclose(found, expected, atol=0.05)
    recognizer.told = False
    with pytest.warns(UserWarning, match="16000 samples a second and is"):
        (found,) = recognizer.predict([str(tmp_path / "wide.wav")])
    np.testing.assert_allclose(found, expected, atol=0.2)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # it was said once
        recognizer.transcribe([wide], sampling_rate=16000)
        clipped = np.clip(sound * 100, -1, 1)
        assert len(recognizer.transcribe([clipped, sound[:1]])) == 2
    minute = np.tile(sound, 60 * 8000 // len(sound))
    (found,) = recognizer.predict([minute])
    assert len(found) > 1_900 and np.isfinite(found).all()


def test_fit_as_keras_knows_it():
    task = small(level="word", learning_rate=0.01)
    history = task.fit(
        sounds(),
        TEXTS,
        validation_split=0.34,
        epochs=2,
        batch_size=2,
        sample_weight=[1, 0, 1, 1, 2, 1],
        callbacks=[keras.callbacks.EarlyStopping("val_cer", mode="min")],
        verbose=0,
    ).history
    assert set(history) == {"loss", "val_loss", "val_cer", "val_wer"}
    assert np.isfinite(history["loss"]).all()
    heavy = task.evaluate(
        sounds()[:2], TEXTS[:2], sample_weight=[1, 0], verbose=0
    )
    alone = task.evaluate(sounds()[:1], TEXTS[:1], verbose=0)
    np.testing.assert_allclose(heavy[0], alone[0] / 2, rtol=1e-4)
    strings = kr.data.join_words(
        sounds(), TEXTS, list("xxyyzz"), 8000, (1, 2), batch_size=3
    )
    history = task.fit(strings, epochs=2, verbose=0).history
    assert len(history["loss"]) == 2
    loss = task.train_on_batch(sounds(), TEXTS)
    assert np.isfinite(float(np.ravel(loss)[0]))


def test_phones_are_labels():
    texts = ["F AO R", "T UW", "S IH K S", "EY T", "N AY N", "T uw"]
    task = small_of(texts, level="phone")
    assert set(task.labels[1:]) == set(" ".join(texts).split())  # two cases
    assert len(task.labels) == 13
    labels = [np.array(task.tokenizer.encode(x)) - 3 for x in texts]
    assert [task.text_of(x) for x in labels] == texts
    rows = task.preprocess(sounds(), texts)
    assert [len(x) for x in rows.targets] == [3, 2, 4, 2, 3, 2]
    found = task.evaluate(sounds(), texts, verbose=0, return_dict=True)
    written = task.transcribe(sounds())
    assert found["wer"] == kr.metrics.wer(written, texts)  # that of phones
    with pytest.raises(ValueError, match=r"texts\[0\] has 'ZH'"):
        task.fit(sounds(), ["ZH", *texts[1:]], verbose=0)


def test_the_users_loss_and_optimizer_win():
    task = small()
    task.compile(keras.optimizers.SGD(0.1), keras.losses.CTC())
    theirs = task.evaluate(sounds(), TEXTS, verbose=0, return_dict=True)
    task.fit(sounds(), TEXTS, verbose=0)
    assert type(task.optimizer).__name__ == "SGD"
    task = small()
    ours = task.evaluate(sounds(), TEXTS, verbose=0, return_dict=True)
    assert {"loss", "cer", "wer"} == set(theirs) == set(ours)
    clone = keras.models.clone_model(task)
    clone.set_weights(task.get_weights())
    for found, same in zip(
        task.predict(sounds()), clone.predict(sounds()), strict=True
    ):
        np.testing.assert_allclose(found, same, atol=1e-5)


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_policies(policy):
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        task = small()
        loss = task.fit(sounds(), TEXTS, epochs=2, verbose=0).history["loss"]
        assert np.isfinite(loss).all()
        assert np.isfinite(task.predict(sounds())[0]).all()
    finally:
        keras.config.set_dtype_policy(before)
