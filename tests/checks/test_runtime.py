"""ONNX files without Keras: the same answers as the task they are from.

Networks have random weights: every number counts. Whatever runs here beside
the file is Keras's own task.
"""

import inspect
import subprocess
import sys

import numpy as np
import pytest
from keras import ops

import keras_rnn as kr
from keras_rnn.deploy import runtime, writers
from keras_rnn.deploy.drafts import Draft, Drafts

pytest.importorskip("onnxruntime")
TEXTS = ["a great film", "so great , so great", "a dull film", "dull", "☺"]
LABELS = ["pos", "pos", "neg", "neg", "pos"]
WORDS = "the cat sat on the mat . the dog sat on the log . "
SOURCE = ["the red house", "a red cat", "the cat", "a house"] * 3
TARGET = ["la maison rouge", "un chat rouge", "le chat", "une maison"] * 3


def shaken(task, spread=0.3):
    """The same task, every weight moved at random."""
    rng = np.random.default_rng(1)
    for weight in task.network.weights:
        if "int" not in str(weight.dtype):
            noise = rng.normal(0, spread, weight.shape).astype("float32")
            weight.assign(ops.convert_to_numpy(weight) + noise)
    return task


@pytest.fixture
def both(tmp_path):
    """A function from a task to it and its runtime."""

    def make(task):
        shaken(task)
        kr.export(task, tmp_path / "model.onnx")
        return task, kr.load_onnx(tmp_path / "model.onnx")

    return make


@pytest.mark.parametrize(
    "options",
    [{}, {"ngrams": True}, {"level": "character"}, {"level": "subword"}],
    ids=["words", "n-grams", "letters", "subwords"],
)
def test_classes_and_their_probabilities(both, options):
    if options.get("level") == "subword":
        pytest.importorskip("tokenizers")
        options = {**options, "vocabulary_size": 270}
    options = {"units": 4, "max_length": 6, **options}
    task, file = both(kr.TextClassifier.from_data(TEXTS, LABELS, **options))
    texts = [*TEXTS, " ".join(TEXTS * 3), "unknown words", "\u200b"]
    expected = task.predict(texts, verbose=0)
    np.testing.assert_allclose(file.predict(texts), expected, atol=1e-5)
    assert file.classify(texts) == task.classify(texts)
    # Padding and neighbours change nothing.
    alone = np.concatenate([file.predict([text]) for text in texts])
    np.testing.assert_allclose(file.predict(texts), alone, atol=1e-6)


def test_labels_that_are_numbers(both):
    task, file = both(kr.TextClassifier.from_data(TEXTS, [1, 1, 0, 0, 1]))
    assert file.classify(TEXTS) == task.classify(TEXTS)
    assert {type(label) for label in file.classify(TEXTS)} == {int}


def test_ratings(both):
    task = kr.TextRegressor.from_data(TEXTS, [9.0, 8, 2, 1, 5], units=4)
    task, file = both(task)
    np.testing.assert_allclose(file.rate(TEXTS), task.rate(TEXTS), rtol=1e-5)


SENTENCES = [
    "Ada Lovelace met Charles Babbage in London .".split(),
    "He lived in London .".split(),
    ["Antidisestablishmentarianism", "!"],
]
TAGS = [
    "B-PER I-PER O B-PER I-PER O B-LOC O".split(),
    "O O O B-LOC O".split(),
    ["B-ORG", "O"],
]


@pytest.mark.parametrize(
    "options",
    [{}, {"crf": False, "characters": False}],
    ids=["crf, letters", "words alone"],
)
def test_tags_and_entities(both, options):
    task, file = both(
        kr.TokenClassifier.from_data(
            SENTENCES, TAGS, units=4, min_count=1, **options
        )
    )
    asked = [*SENTENCES, "Ada met (Ada) in London, in London.", ["Ada"]]
    assert file.tag(asked) == task.tag(asked)
    for ours, theirs in zip(file.predict(asked), task.predict(asked)):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)
    for ours, theirs in zip(file.entities(asked), task.entities(asked)):
        for one, other in zip(ours, theirs, strict=True):
            score = other._asdict().pop("score")
            assert one.pop("score") == pytest.approx(score, abs=1e-5)
            assert one == {
                k: x for k, x in other._asdict().items() if k != "score"
            }


def test_parts_of_speech_name_no_entities(both):
    tags = [["N" if w[0].isupper() else "V" for w in s] for s in SENTENCES]
    _, file = both(kr.TokenClassifier.from_data(SENTENCES, tags, units=4))
    with pytest.raises(ValueError, match="name no entities"):
        file.entities(SENTENCES)


SAMPLERS = {
    "greedy": kr.GreedySampler(),
    "random": kr.RandomSampler(temperature=0.7),
    "top_k": kr.TopKSampler(k=3),
    "top_p": kr.TopPSampler(p=0.8),
    "beam": kr.BeamSampler(num_beams=3, length_penalty=0.5),
}
OPTIONS = {
    "random": {"temperature": 0.7},
    "top_k": {"k": 3},
    "top_p": {"p": 0.8},
    "beam": {"num_beams": 3, "length_penalty": 0.5},
}


@pytest.mark.parametrize(
    "ends, cell, level", [(True, "lstm", "word"), (False, "gru", "character")]
)
def test_a_language_model(both, ends, cell, level):
    texts = [WORDS, WORDS[::-1], WORDS[10:]]
    task, file = both(
        kr.CausalLM.from_data(
            texts, cell=cell, level=level, units=5, ends=ends, num_layers=2
        )
    )
    prompts = ["", "the cat", "the dog sat on"]
    for name, sampler in SAMPLERS.items():
        expected = task.generate(prompts, 12, sampler, seed=3)
        found = file.generate(prompts, 12, name, 3, **OPTIONS.get(name, {}))
        assert found == expected, name
    expected = task.generate("the", 5, "greedy")
    assert file.generate("the", 5, "greedy") == expected
    np.testing.assert_allclose(file.score(texts), task.score(texts), rtol=1e-5)
    for ours, theirs in zip(file.next("the", 3), task.next("the", 3)):
        assert ours[0] == theirs[0]
        assert ours[1] == pytest.approx(theirs[1], abs=1e-5)


def test_a_long_prompt_is_read_in_pieces(both, monkeypatch):
    task, file = both(kr.CausalLM.from_data(WORDS, cell="gru", units=4))
    prompts = [WORDS * 3, "the"]
    expected = file.generate(prompts, 6, "greedy"), file.score(prompts)
    pieces = []
    monkeypatch.setattr(writers, "NUMBERS", 500)
    read = file.networks["all"]

    def counted(inputs):
        pieces.append(inputs["tokens"].shape)
        return read(inputs)

    counted.inputs = read.inputs
    file.networks["all"] = counted
    assert file.generate(prompts, 6, "greedy") == expected[0]
    np.testing.assert_allclose(file.score(prompts), expected[1], rtol=1e-5)
    assert len(pieces) > 20
    assert max(n * time for n, time in pieces) <= 500 // len(file.tokenizer)


def test_texts_for_conditions(both):
    names = ["anna", "bella", "ed", "frank"] * 3
    kinds = ["f", "f", "m", "m"] * 3
    task, file = both(kr.ConditionalLM.from_data(kinds, names, units=4))
    asked = ["m", "f", "m"]
    for name, sampler in SAMPLERS.items():
        expected = task.generate(asked, 8, sampler, seed=1)
        found = file.generate(asked, 8, name, 1, **OPTIONS.get(name, {}))
        assert found == expected, name
    expected = task.score(kinds, names)
    np.testing.assert_allclose(file.score(kinds, names), expected, rtol=1e-5)
    vectors = task.vectors(asked).tolist()
    written = file.generate(vectors, 8, "greedy")
    assert written == file.generate(asked, 8, "greedy")
    with pytest.raises(ValueError, match=r"conditions\[1\] is 'x'"):
        file.generate(["m", "x"])


@pytest.mark.parametrize(
    "options",
    [
        {"attention": None},
        {"attention": "dot", "tied": True},
        {"attention": "additive", "cell": "lstm"},
        {"copy": True},
    ],
    ids=["plain", "dot", "additive", "copy"],
)
def test_a_translator(both, options):
    target = SOURCE if "copy" in options else TARGET
    task, file = both(
        kr.Seq2SeqLM.from_data(SOURCE, target, units=4, min_count=1, **options)
    )
    asked = ["the red cat", "house", "a blue house the blue cat a cat"]
    for sampler, given in (
        ("greedy", {}),
        ("beam", {"num_beams": 3, "length_penalty": 0.5}),
    ):
        expected = task.generate(asked, sampler, max_length=8, **given)
        assert file.generate(asked, 8, sampler, **given) == expected
    expected = task.score(SOURCE, target)
    found = file.score(SOURCE, target)
    np.testing.assert_allclose(found, expected, rtol=1e-5)


@pytest.mark.parametrize("attention", [None, "additive"])
def test_captions_from_features(both, attention):
    rng = np.random.default_rng(0)
    features = rng.normal(size=(4, 3, 5) if attention else (4, 5))
    captions = ["A red cat.", "two dogs", "a cat", "a dog's cat"]
    task, file = both(
        kr.Captioner.from_data(
            features, captions, units=4, attention=attention, min_count=1
        )
    )
    usual = inspect.signature(task.generate).parameters
    assert file.longest == usual["max_length"].default
    assert file.sampler == usual["sampler"].default
    for name in ("greedy", "random", "beam"):
        sampler = SAMPLERS[name]
        expected = task.generate(features, sampler, max_length=6, seed=2)
        found = file.generate(features, 6, name, 2, **OPTIONS.get(name, {}))
        assert found == expected, name
    expected = task.score(features, captions)
    found = file.score(features, captions)
    np.testing.assert_allclose(found, expected, rtol=1e-5)
    for bad, message in (
        (
            features[0, ..., :2][None],
            r"features\[0\] has the shape .*must have",
        ),
        ([*features[:1], features[0] * np.nan], r"features\[1\] holds NaN"),
        ([], "features is empty"),
        (["a.jpg"], r"features\[0\] is no array of numbers"),
    ):
        with pytest.raises((TypeError, ValueError), match=message):
            file.generate(bad)


@pytest.mark.parametrize("bidirectional", [True, False])
def test_speech_is_written_down(both, tmp_path, bidirectional):
    rng = np.random.default_rng(0)
    waves = [rng.normal(0, 0.1, n).astype("float32") for n in (4000, 6000, 90)]
    task, file = both(
        kr.SpeechRecognizer.from_data(
            waves[:2],
            ["ab", "ba b"],
            8000,
            units=4,
            bidirectional=bidirectional,
            max_length=1,
        )
    )
    kr.audio.write(tmp_path / "a.wav", waves[1], 16_000)
    data = (tmp_path / "a.wav").read_bytes()
    found = file.predict(file.check(waves))
    for one, other in zip(found, task.predict_list(waves), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)
    asked = [*waves, np.zeros(4000, "float32")]
    said = file.transcribe(asked)
    assert said == task.transcribe(asked) and said[-1] == "" and any(said)
    with pytest.warns(UserWarning, match="is resampled"):
        expected = task.transcribe([tmp_path / "a.wav"])
    assert file.transcribe([str(tmp_path / "a.wav")]) == expected
    assert file.transcribe([data]) == expected
    if not bidirectional:  # the file of a step stands for both
        again = kr.load_onnx(tmp_path / "model.step.onnx")
        assert again.transcribe(waves) == said[:3]
    for bad, message in (
        (waves[0], "one channel|must be an array|is no array"),
        ([data[:20]], r"recordings\[0\] is no plain .wav file"),
        ([b""], "it is cut off"),
        ([waves[0], 99 * waves[0]], r"recordings\[1\] reaches"),
        ([np.zeros(9000)], "1.125 seconds long; the longest is max_length=1"),
        ([tmp_path / "b.wav"], "there is no sound file"),
    ):
        with pytest.raises((TypeError, ValueError, OSError), match=message):
            file.transcribe(bad)
    with pytest.raises(ValueError, match="sampling_rate must be 2,000 to"):
        file.transcribe(waves, 9)


def test_forecasts_of_raw_values(both):
    rng = np.random.default_rng(0)
    curve = np.sin(np.arange(60) * np.pi / 3) + rng.normal(0, 0.2, 60)
    series = [1e-3 * curve, 50 * curve - 300, (curve + 1e8)[20:]]
    series[1][7:20:5] = np.nan
    task, file = both(kr.Forecaster.from_data(series, 7, 18, season=6, units=4))
    asked = [*series, np.full(30, 4.0)]  # one that never moved
    found = file.forecast(asked)
    for one, other in zip(found, task.forecast(asked), strict=True):
        scale = np.abs(other).max()
        np.testing.assert_allclose(one, other, atol=1e-6 * scale)
    gaps = [None if np.isnan(x) else x for x in series[1]]
    np.testing.assert_array_equal(file.forecast([gaps])[0], found[1])
    for bad, message in (
        ([curve, curve[:9]], r"series\[1\] has 9 values; 18 are read"),
        ([[*curve, None]], r"series\[0\] ends in 1 missing values"),
        ([[None] * 20], r"series\[0\] has no values"),
        ([[*curve, np.inf]], r"series\[0\]\[60\] is inf"),
        ([["a"] * 20], r"series\[0\] must be a list of numbers"),
        ([curve[None]], r"series\[0\] has the shape \(1, 60\)"),
        ([{"value": curve}], r"has \['value'\]; .* reads \['values'\]"),
        ([], "with one at least"),
    ):
        with pytest.raises((TypeError, ValueError), match=message):
            file.forecast(bad)


def test_forecasts_with_calendar_and_columns(both):
    pd = pytest.importorskip("pandas")
    rng = np.random.default_rng(0)
    times = pd.date_range("2026-01-05", periods=24 * 16, freq="h")
    frame = pd.DataFrame(
        {
            "target": rng.normal(20, 3, len(times)),
            "wind": rng.normal(5, 2, len(times)),
            "holiday": rng.integers(0, 2, len(times)),
        },
        times,
    )
    known, coming = frame[:-6], frame[-6:]
    task, file = both(
        kr.Forecaster.from_data(
            known, 6, 48, units=4, past=("wind",), future=("holiday",)
        )
    )
    one = {
        "values": known["target"].to_list(),
        "timestamps": [str(x) for x in times],
        "wind": known["wind"].to_list(),
        "holiday": frame["holiday"].to_list(),
    }
    (found,) = file.forecast([one])
    expected = task.forecast(known, coming[["holiday"]])
    np.testing.assert_allclose(found, expected, rtol=1e-5)
    for change, message in (
        ({"holiday": one["holiday"][:-1]}, "378 values and 6 steps need 384"),
        ({"timestamps": one["timestamps"][::-1]}, "timestamps must rise"),
        ({"timestamps": ["soon"] * 384}, "timestamps such as 2026"),
        ({"wind": [None] * 378}, r"series\[0\].wind\[0\] is nan"),
    ):
        with pytest.raises((TypeError, ValueError), match=message):
            file.forecast([one | change])


def test_recordings_are_classified(both):
    rng = np.random.default_rng(0)
    series = [rng.normal([5e3, 1], [9, 1e-3], (n, 2)) for n in (3, 9, 5, 7)]
    task, file = both(
        kr.SeriesClassifier.from_data(series, ["a", "b"] * 2, units=4)
    )
    expected = task.predict(series, verbose=0)
    np.testing.assert_allclose(file.predict(series), expected, atol=1e-5)
    assert file.classify(series) == task.classify(series)
    with pytest.raises(ValueError, match=r"\(3, 1\).*must have \(steps, 2\)"):
        file.classify([series[0], series[0][:, :1]])


def test_texts_join_and_leave_while_others_are_written(both):
    """One by one, all at once, or one after another: the same texts."""
    task, file = both(
        kr.Seq2SeqLM.from_data(SOURCE, SOURCE, units=4, copy=True, min_count=1)
    )
    asked = ["the red cat", "a", "a new house the old cat a cat", "the cat"] * 2
    kinds = [("beam", {"num_beams": 3}), ("greedy", {}), ("random", {})] * 3
    kinds = kinds[: len(asked)]
    alone = [
        file.write([x], 3 + row, kind, seed=row, **options)[0].beams
        for row, (x, (kind, options)) in enumerate(zip(asked, kinds))
    ]
    drafts = [
        file.draft(3 + row, kind, row, 0, **options)
        for row, (kind, options) in enumerate(kinds)
    ]
    desk = Drafts(file)
    waiting, widths = list(zip(asked, drafts)), []
    while waiting or desk.drafts:
        if waiting:  # one joins before each step
            item, draft = waiting.pop(0)
            desk.add([item], [draft])
        desk.step()
        if desk.drafts:
            widths.append(desk.states["source"].shape[1])
    assert [draft.beams for draft in drafts] == alone
    assert max(widths) == 8 and widths[-1] < 8  # trimmed when it had left
    desk.add(asked[:2], [file.draft(9, "greedy", 0, 0) for _ in range(2)])
    desk.drop(desk.drafts[:1])
    assert len(desk.drafts) == 1


def test_viterbi_and_marginals_by_brute_force():
    import itertools

    rng = np.random.default_rng(0)
    tags, time = 3, 4
    scores = rng.normal(size=(3, time, tags))
    lengths = np.array([4, 2, 1])
    table, start, end = (rng.normal(size=s) for s in ((3, 3), 3, 3))
    found = runtime.viterbi(scores, lengths, table, start, end)
    odds = runtime.marginals(scores, lengths, table, start, end)
    for row, length in enumerate(lengths):
        ways = list(itertools.product(range(tags), repeat=int(length)))
        totals = np.array(
            [
                start[way[0]]
                + end[way[-1]]
                + sum(scores[row, t, tag] for t, tag in enumerate(way))
                + sum(table[pair] for pair in itertools.pairwise(way))
                for way in ways
            ]
        )
        assert tuple(found[row, :length]) == ways[totals.argmax()]
        assert not found[row, length:].any()
        shares = np.exp(totals) / np.exp(totals).sum()
        for step in range(length):
            for tag in range(tags):
                through = [way[step] == tag for way in ways]
                expected = shares[through].sum()
                assert odds[row, step, tag] == pytest.approx(expected)


def test_files_that_cannot_be_run(tmp_path, both):
    with pytest.raises(FileNotFoundError, match="there is no file"):
        kr.load_onnx(tmp_path / "none.onnx")
    with pytest.raises(ValueError, match="must end in .onnx"):
        kr.load_onnx(tmp_path / "model.keras")
    (tmp_path / "bad.onnx").write_bytes(b"nothing of this kind")
    with pytest.raises(ValueError, match="no ONNX file"):
        kr.load_onnx(tmp_path / "bad.onnx")
    kr.export(kr.one_to_one(2, 2, (3,)), tmp_path / "network.onnx")
    with pytest.raises(ValueError, match="does not say what it is for"):
        kr.load_onnx(tmp_path / "network.onnx")
    both(kr.Seq2SeqLM.from_data(SOURCE, TARGET, units=4, min_count=1))
    for name in ("model.onnx", "model.begin.onnx", "model.step.onnx"):
        assert kr.load_onnx(tmp_path / name).generate(["the cat"], 3)
    (tmp_path / "model.begin.onnx").unlink()
    with pytest.raises(FileNotFoundError, match="model.begin.onnx is missing"):
        kr.load_onnx(tmp_path / "model.step.onnx")


def test_input_that_does_not_fit(both):
    _, file = both(kr.TextClassifier.from_data(TEXTS, LABELS, units=4))
    with pytest.raises(TypeError, match="must be a list of strings, not str"):
        file.classify("a great film")
    with pytest.raises(TypeError, match=r"texts\[1\] is int"):
        file.classify(["a", 1])
    with pytest.raises(ValueError, match=r"texts\[1\] is blank"):
        file.classify(["a", " "])
    with pytest.raises(ValueError, match="texts is empty"):
        file.classify([])
    with pytest.raises(ValueError, match="Did you mean 'greedy'"):
        Draft(5, "gredy")
    with pytest.raises(ValueError, match=r"k needs one of .*'top_k'"):
        Draft(5, "random", k=3)
    with pytest.raises(ValueError, match="temperature must be 0 to"):
        Draft(5, "random", temperature=-1)
    with pytest.raises(ValueError, match="max_length must be 1"):
        Draft(0)


def test_no_keras_is_imported(tmp_path, both):
    """A fresh process knows every task, also those that write."""
    both(kr.TextClassifier.from_data(TEXTS, LABELS, units=4))
    kr.export(kr.CausalLM.from_data(WORDS, units=4), tmp_path / "words.onnx")
    code = (
        "import sys, keras_rnn as kr;"
        f"kr.load_onnx({str(tmp_path / 'words.onnx')!r}).generate('the', 2);"
        f"kr.load_onnx({str(tmp_path / 'model.onnx')!r}).classify(['great']);"
        "print({'keras', 'tensorflow', 'torch', 'jax'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True
    )
    assert done.stdout.strip() == "set()", done.stderr
