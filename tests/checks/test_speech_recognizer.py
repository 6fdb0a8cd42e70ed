"""Speech: what goes wrong outside, and how the task goes with Keras."""

import warnings
import wave

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


# -- What is refused, whoever is asked -----------------------------------------

# What is wrong with a recording: what stands there, and the error.
BAD_SOUNDS = {
    "missing": ("no.wav", FileNotFoundError, "there is no sound file no.wav"),
    "no samples": (np.array([]), ValueError, "is empty"),
    "nan": (np.array([0, np.nan]), ValueError, "is nan at sample 1"),
    "loud": (np.full(800, 9e3), ValueError, "reaches 9000.*divide"),
    "ints": (np.arange(800), TypeError, "holds int64.*Use int16"),
    "nothing": (None, TypeError, "must be an array"),
    "long": (np.ones(9000), ValueError, "is 1.125 seconds long.*Cut it"),
    "text file": ("text.wav", (ValueError, ImportError), "text.wav is no"),
    "empty file": ("empty.wav", ValueError, "empty: 0 bytes; leave it out"),
    "cut file": ("none.wav", ValueError, "is empty: it has no samples; leave"),
}
# What is wrong with what is said to be said in one.
BAD_PAIRS = {
    "silence": (np.zeros(1600), "ab", ValueError, r"recordings\[4\] is silent"),
    "short": (np.ones(300), "ab", ValueError, r"texts\[4\], 'ab', takes 2"),
    "lengthy": (None, "a" * 99, ValueError, r"texts\[4\].*takes 197 steps"),
    "unknown": (None, "x", ValueError, r"texts\[4\] has 'x'.*Leave it out, or"),
    "blank": (None, " ", ValueError, r"texts\[4\] is blank.*its recording"),
    "no text": (None, 3, TypeError, r"texts\[4\] is int"),
}


class Pairs(keras.utils.PyDataset):
    """Batches of two, as a stream gives them."""

    def __init__(self, recordings, texts):
        super().__init__()
        self.rows = recordings, texts

    def __len__(self):
        return -(-max(map(len, self.rows)) // 2)

    def __getitem__(self, index):
        return tuple(x[2 * index : 2 * index + 2] for x in self.rows)


def ways_to_learn(task, recordings, texts):
    """Everything that takes recordings and their texts, as functions."""

    def stream():
        pairs = Pairs(recordings, texts)
        return (pairs[index] for index in range(len(pairs)))

    asked = (recordings, texts)
    rate, quiet = {"sampling_rate": 8000, "max_length": 1}, {"verbose": 0}
    small = {"units": 4, "num_layers": 1, "tokenizer": task.tokenizer, **rate}
    yield lambda: kr.SpeechRecognizer.from_data(*asked, **small)
    yield lambda: task.fit(*asked, **quiet)
    yield lambda: task.fit(sounds(), TEXTS, validation_data=asked, **quiet)
    yield lambda: task.evaluate(*asked, **quiet)
    yield lambda: task.train_on_batch(*asked)
    yield lambda: task.fit(stream(), steps_per_epoch=3, **quiet)
    yield lambda: task.fit(Pairs(*asked), **quiet)
    yield lambda: task.evaluate(stream(), **quiet)


@pytest.fixture(scope="module")
def listener():
    """A recognizer that takes a second at most."""
    return small(max_length=1)


@pytest.fixture
def in_folder(tmp_path, monkeypatch):
    """Works in a folder of files that are no sound."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.wav").write_text("no sound at all")
    (tmp_path / "empty.wav").touch()
    with wave.open("none.wav", "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))


def refused(ways, weights_of, error, message):
    """Asks in each way; nothing may be learned."""
    before = weights_of.get_weights()
    for way in ways:
        with pytest.raises(error, match=message):
            way()
    for old, new in zip(before, weights_of.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


@pytest.mark.parametrize("kind", BAD_SOUNDS)
def test_a_bad_recording_is_named_whoever_is_asked(listener, in_folder, kind):
    bad, error, message = BAD_SOUNDS[kind]
    recordings = changed(3, bad)
    ways = [
        *ways_to_learn(listener, recordings, TEXTS),
        lambda: listener.transcribe(recordings),
        lambda: listener.predict(recordings),
    ]
    refused(ways, listener, error, rf"recordings\[3\].*{message}")
    with pytest.raises(error, match=f"^recording(:| ).*{message}"):
        listener.alignment(bad, "a")


@pytest.mark.parametrize("kind", BAD_PAIRS)
def test_a_text_that_nobody_said_is_named_whoever_is_asked(listener, kind):
    sound, text, error, message = BAD_PAIRS[kind]
    recordings = sounds() if sound is None else changed(4, sound)
    texts = [*TEXTS[:4], text, TEXTS[5]]
    refused(
        ways_to_learn(listener, recordings, texts), listener, error, message
    )
    with pytest.raises(error):
        listener.alignment(recordings[4], text)
    assert len(listener.transcribe(recordings)) == 6  # of sound alone: fine


@pytest.mark.parametrize(
    "recordings, texts, error, message",
    [
        ([], TEXTS, ValueError, "recordings is empty"),
        ("a.wav", TEXTS, TypeError, "not a single str"),
        (np.zeros(800, "float32"), TEXTS, TypeError, "not a single ndarray"),
        (np.zeros((6, 800)), TEXTS, TypeError, r"each row: list\(recordings"),
        ([0.1, 0.2], TEXTS, TypeError, "not a single list"),
        (iter(sounds()), TEXTS, TypeError, "must be a list"),
        (sounds()[:5], TEXTS, ValueError, "5 recordings but 6 texts"),
        (sounds(), TEXTS[:5], ValueError, "6 recordings but 5 texts"),
        (sounds(), "abc", TypeError, "not a single str"),
    ],
)
def test_what_is_no_pair_of_lists_is_refused(
    listener, recordings, texts, error, message
):
    ways = [*ways_to_learn(listener, recordings, texts)][:5]
    refused(ways, listener, error, message)


def test_texts_are_asked_for(listener):
    message = "texts are needed too: what is said"
    for way in (
        lambda: listener.fit(sounds()),
        lambda: listener.evaluate(sounds()),
        lambda: listener.fit((x,) for x in [sounds()]),
        lambda: listener.fit(x for x in [sounds()]),
    ):
        with pytest.raises(ValueError, match=message):
            way()


def test_streams_of_sounds_are_read_as_lists_are(listener):
    short = np.stack([sound[:1600] for sound in sounds()])
    whole = (short * 32768).astype("int16")
    expected = listener.evaluate([*whole], TEXTS, verbose=0)
    for batches in (whole, [*whole]):
        found = listener.evaluate(Pairs(batches, TEXTS), verbose=0)
        np.testing.assert_allclose(found, expected, rtol=1e-4)
    halves = (sounds()[start : start + 3] for start in (0, 3))
    for one, other in zip(
        listener.predict(halves, verbose=0),
        listener.predict(sounds(), verbose=0),
        strict=True,
    ):
        np.testing.assert_allclose(one, other, atol=1e-4)
    late = [*sounds() * 6, np.zeros(1600)]
    # TensorFlow reads it in a thread of its own and wraps what it raises.
    with pytest.raises(Exception, match=r"\[4\] is silent") as found:
        listener.fit(Pairs(late, [*TEXTS * 6, "a"]), shuffle=False, verbose=0)
    told = [str(found.value), *getattr(found.value, "__notes__", ())]
    assert "[0] is row 32 of the stream" in "".join(told)
    with pytest.raises(ValueError, match="no batches"):
        listener.evaluate(x for x in ())


def test_an_alignment_is_of_one_recording(listener):
    with pytest.raises(TypeError, match="one recording.*one after another"):
        listener.alignment(sounds())
    with pytest.raises(TypeError, match="one recording"):
        listener.alignment(["a.wav"], "ab")
    with pytest.raises(TypeError, match="is list"):
        listener.alignment(sounds()[0], ["ab"])
    assert len(listener.alignment(sounds()[5].tolist(), "ab")) == 2


def test_a_silent_half_is_no_silence(listener):
    half = np.concatenate([np.zeros(1600, "float32"), sounds()[0]])
    kr.SpeechRecognizer.from_data([half], ["ab"], 8000, units=4)
    assert np.isfinite(listener.evaluate([half], ["ab"], verbose=0)[0])


# -- Settings and questions ----------------------------------------------------


def test_wrong_settings_are_refused():
    for options, error, message in (
        ({"level": "letter"}, ValueError, "level"),
        ({"cell": "grru"}, ValueError, "cell"),
        ({"untis": 3}, TypeError, "untis"),
        ({"units": 0}, ValueError, "units"),
        ({"batch_size": 0}, ValueError, "batch_size must be 1"),
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
