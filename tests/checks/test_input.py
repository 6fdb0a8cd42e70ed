"""What comes in from files and tables, the same for every task.

What is no list of texts is refused at once, and what looks the same is taken
for the same.
"""

import warnings

import keras
import numpy as np
import pandas as pd
import pytest

import keras_rnn as kr
from keras_rnn import metrics, text

TEXTS = ["a great film", "so dull", "great fun", "no, dull"]
SENTENCES = [["Ann", "left", "Peru"], ["He", "left"]]
TAGS = [["B-PER", "O", "B-LOC"], ["O", "O"]]
SMALL = {"units": 3, "embedding_dim": 4}


def classifier(texts=TEXTS, labels=("pos", "neg", "pos", "neg"), **options):
    return kr.TextClassifier.from_data(texts, labels, **SMALL, **options)


def regressor(texts=TEXTS, ratings=(9, 2, 8, 3), **options):
    return kr.TextRegressor.from_data(texts, ratings, **SMALL, **options)


def tagger(sentences=SENTENCES, tags=TAGS, **options):
    return kr.TokenClassifier.from_data(sentences, tags, **SMALL, **options)


def writer(texts=TEXTS, **options):
    return kr.CausalLM.from_data(texts, "word", **SMALL, **options)


def namer(texts=TEXTS, conditions=("f", "m", "f", "m"), **options):
    return kr.ConditionalLM.from_data(conditions, texts, **SMALL, **options)


def translator(texts=TEXTS, targets=TEXTS[::-1], **options):
    return kr.Seq2SeqLM.from_data(texts, targets, **SMALL, **options)


TASKS = [classifier, regressor, tagger, writer, namer, translator]


# -- Lists of texts, and nothing else -----------------------------------------


def no_lists(folder):
    """What can be iterated over and is no list of texts."""
    path = folder / "texts.txt"
    path.write_text("\n".join(TEXTS), encoding="utf-8")
    frame = pd.DataFrame({"text": TEXTS})
    yield from (frame, frame[["text"]], np.array(TEXTS)[:, None])
    yield from (dict(enumerate(TEXTS)), set(TEXTS), zip(TEXTS, strict=True))
    yield from ((x for x in TEXTS), map(str, TEXTS), 5, None, b"bytes")
    with path.open(encoding="utf-8") as file:
        yield file


def verbs(task):
    """What of a task takes texts first."""
    match type(task).__name__:
        case "TextClassifier":
            return [task.classify, task.predict]
        case "TextRegressor":
            return [task.rate, task.predict]
        case "TokenClassifier":
            return [task.tag, task.entities, task.predict]
        case "CausalLM":
            return [task.generate, task.score, task.predict]
        case "ConditionalLM":
            return [lambda x: task.score(["f"], x)]
        case "Seq2SeqLM":
            return [task.generate, lambda x: task.score(x, TEXTS)]


@pytest.mark.parametrize("make", TASKS)
def test_only_lists_of_texts_are_taken(make, tmp_path):
    task = make()
    for bad in no_lists(tmp_path):
        with pytest.raises(TypeError, match="must be a list"):
            make(bad)
        for verb in verbs(task):
            with pytest.raises(TypeError, match="must be a list"):
                verb(bad)


@pytest.mark.parametrize("make", TASKS)
def test_columns_and_arrays_are_lists(make):
    texts = SENTENCES if make is tagger else TEXTS
    column = pd.Series(texts, index=range(7, 7 + len(texts)))
    array = np.empty(len(texts), dtype=object)
    array[:] = texts
    configs = [make(x).get_config()["tokenizer"] for x in (column, array)]
    assert configs == [make().get_config()["tokenizer"]] * 2
    task = make()
    for verb in verbs(task):
        verb(column[:1] if make is namer else column)


def test_targets_that_are_no_lists():
    frame = pd.DataFrame({"label": ["pos", "neg"] * 2})
    for bad in (frame, {"pos", "neg"}, {0: "pos"}, np.eye(4), iter("abcd"), 3):
        for make in (classifier, regressor):
            with pytest.raises(
                TypeError, match="(labels|ratings) must be a list"
            ):
                make(TEXTS, bad)
    for bad in ({"f", "m"}, {"f": 1}, iter("fmfm"), "fmfm", 3):
        with pytest.raises(TypeError, match="conditions must be a list"):
            namer(TEXTS, bad)


# -- What looks the same ------------------------------------------------------


def test_blanks_of_files_make_no_classes():
    model = classifier(TEXTS, ["pos\r", "neg ", "pos", "neg"])
    assert model.labels == ("neg", "pos")
    assert namer(TEXTS, ["f\r", "m", "f", "m "]).labels == ("f", "m")
    dirty = [["B-PER\r", "O", "B-LOC "], ["O", "O\r"]]
    assert tagger(SENTENCES, dirty).labels == tagger().labels
    words = [["Ann ", "left", "Peru\r"], ["He", "left"]]
    vocabulary = tagger().tokenizer.vocabulary
    assert tagger(words).tokenizer.vocabulary == vocabulary


@pytest.mark.parametrize("level", ["word", "character"])
def test_line_ends_are_one_token(level):
    lines = ["one two\none", "two one\ntwo"]
    model = kr.CausalLM.from_data(lines, level, **SMALL)
    windows = [line.replace("\n", "\r\n") for line in lines]
    again = kr.CausalLM.from_data(windows, level, **SMALL)
    assert again.tokenizer.vocabulary == model.tokenizer.vocabulary
    np.testing.assert_array_equal(model.score(windows), model.score(lines))


def test_a_string_has_the_words_of_the_list():
    words = ["Yahoo!", "bought", "U.S.", "shares", "of", "Toys-R-Us", "today"]
    model = tagger([words] * 2, [["B-ORG", *["O"] * 6]] * 2)
    (of_list,) = model.predict([words])
    (of_string,) = model.predict([" ".join(words)])
    np.testing.assert_array_equal(of_string, of_list)
    (found,) = model.entities([" ".join(words)])
    for entity in found:
        assert " ".join(words)[entity.start : entity.end] == entity.text
    # What it doesn't know as a word is cut.
    (tags,) = model.tag(["Google! bought shares."])
    assert len(tags) == 5


def test_entities_stand_where_they_stand_in_the_users_text():
    decomposed = "Rene\u0301 left Pe\u0301rou"
    words = [["Ren\u00e9", "left", "P\u00e9rou"]] * 2
    model = tagger(words, [["B-PER", "O", "B-LOC"]] * 2)
    np.testing.assert_allclose(
        model.predict([decomposed])[0], model.predict(words[:1])[0], rtol=1e-5
    )
    for entity in model.entities([decomposed])[0]:
        assert decomposed[entity.start : entity.end] == entity.text


@pytest.mark.parametrize("make", [classifier, tagger, translator])
def test_the_defaults_keep_a_few_words(make):
    texts = ["play music", "stop alarm"]
    second = {tagger: [["O", "B-A"]] * 2, translator: texts[::-1]}
    if make is tagger:
        texts = [x.split() for x in texts]
    model = make(texts, second.get(make, ["a", "b"]))
    for item in texts:
        assert text.UNKNOWN not in model.tokenizer.encode(item)


# -- Tags ---------------------------------------------------------------------


def test_schemes_of_tags():
    sentences = [["Ann", "Lee", "saw", "New", "York", "City", "Bob"]]
    bio = [["B-P", "I-P", "O", "B-L", "I-L", "I-L", "B-P"]]
    bioes = [["B-P", "E-P", "O", "B-L", "I-L", "E-L", "S-P"]]
    bilou = [["B-P", "L-P", "O", "B-L", "I-L", "L-L", "U-P"]]
    expected = tagger(sentences, bio)
    for tags in (bioes, bilou):
        model = tagger(sentences, tags)
        assert model.labels == expected.labels
        ids = [
            m.preprocess(sentences, t).targets[0]
            for m, t in ((model, tags), (expected, bio))
        ]
        np.testing.assert_array_equal(*ids)
    with pytest.raises(ValueError, match=r"tags\[0\].*'PER'"):
        tagger(sentences, [["B-P", "PER", *["O"] * 5]])
    with pytest.raises(ValueError, match=r"tags\[1\].*repair=True"):
        tagger(sentences * 2, [bio[0], ["O", "E-P", *["O"] * 5]])


def test_parts_of_speech():
    sentences = [["the", "dog", "barks", "("], ["dogs", "bark"]] * 8
    tags = [["DT", "NN", "VBZ", "-LRB-"], ["NNS", "VBP"]] * 8
    for crf in (True, False):
        keras.utils.set_random_seed(0)
        model = tagger(sentences, tags, crf=crf)
        model.fit(sentences, tags, epochs=1, verbose=0)
        results = model.evaluate(sentences, tags, verbose=0, return_dict=True)
        assert set(results) == {"loss", "accuracy"}
        (found,) = model.tag(["the dog barks"])
        assert set(found) <= set(model.labels) and len(found) == 3
        with pytest.raises(ValueError, match="name no entities"):
            model.entities(["the dog barks"])


# -- Arguments and numbers ----------------------------------------------------


@pytest.mark.parametrize("make", TASKS)
def test_every_task_refuses_what_it_could_not_save(make):
    class Odd(text.WordTokenizer):
        pass

    task = make()
    config = {**task.get_config(), "tokenizer": Odd(["a"])}
    config = {k: v for k, v in config.items() if k not in ("name", "dtype")}
    config = {k: v for k, v in config.items() if k != "trainable"}
    config["network"] = task.network
    if make is translator:
        config["target_tokenizer"] = task.target_tokenizer
    if make is tagger:
        config["letters"] = task.letters
    with pytest.raises(TypeError, match="tokenizer is Odd"):
        type(task)(**config)


@pytest.mark.parametrize("make", TASKS)
def test_a_batch_size_of_none_is_that_of_keras(make):
    task = make()
    data = {
        tagger: (SENTENCES, TAGS),
        classifier: (TEXTS, ["pos", "neg"] * 2),
        regressor: (TEXTS, [9, 2, 8, 3]),
        writer: (TEXTS,),
        namer: (["f", "m"] * 2, TEXTS),
        translator: (TEXTS, TEXTS[::-1]),
    }[make]
    task.fit(*data, batch_size=None, verbose=0)
    expected = task.evaluate(*data, batch_size=32, verbose=0)
    found = task.evaluate(*data, batch_size=None, verbose=0)
    np.testing.assert_array_equal(found, expected)
    with pytest.raises(ValueError, match="batch_size must be 1 or more"):
        task.fit(*data, batch_size=0, verbose=0)


@pytest.mark.backends
def test_large_numbers_under_a_small_type():
    before = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy("mixed_float16")
    try:
        ratings = [200_000, 100_000, 210_000, 90_000]
        model = regressor(TEXTS, ratings)
        history = model.fit(TEXTS, ratings, verbose=0).history
        assert np.isfinite(list(history.values())).all()
        found = model.rate(TEXTS)
        assert found.dtype == "float32" and np.isfinite(found).all()
        mae = model.evaluate(TEXTS, ratings, verbose=0, return_dict=True)["mae"]
        np.testing.assert_allclose(mae, np.abs(found - ratings).mean(), 1e-3)
    finally:
        keras.mixed_precision.set_dtype_policy(before)


def test_sorted_targets_are_told():
    texts = [f"text {i % 7}" for i in range(100)]
    labels = ["neg"] * 50 + ["pos"] * 50
    model = classifier(texts, labels)
    split = {"validation_split": 0.2, "verbose": 0}
    with pytest.warns(UserWarning, match="none of 'neg' to judge: are they"):
        model.fit(texts, labels, **split)
    with pytest.warns(UserWarning, match="none of 'pos' to train on"):
        model.fit(texts, labels, validation_split=0.5, verbose=0)
    numbers = np.arange(100.0)
    with pytest.warns(UserWarning, match="none of 'low ratings' to judge"):
        regressor(texts, numbers).fit(texts, numbers, **split)
    order = np.random.default_rng(0).permutation(100)
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="validation_split")
        model.fit(texts, [labels[i] for i in order], **split)
        regressor(texts, numbers).fit(texts, numbers[order], **split)


# -- Metrics ------------------------------------------------------------------


@pytest.mark.parametrize(
    "metric", [metrics.bleu, metrics.chrf, metrics.rouge_l]
)
def test_metrics_of_texts_check_them(metric):
    if metric is not metrics.rouge_l:
        pytest.importorskip("sacrebleu")
    for bad in ("one text", ["a", 5], [b"a", "b"], iter(["a", "b"]), None):
        for pair in ((bad, ["a", "b"]), (["a", "b"], bad)):
            with pytest.raises(TypeError, match="written|references"):
                metric(*pair)
    for pair in (([], []), (["a b"], ["a b", "c"]), (["a b"], [])):
        with pytest.raises(ValueError, match="each text needs exactly one"):
            metric(*pair)
    assert metric(("the cat sat on it",) * 2, ["the cat sat on it"] * 2) > 99.9


def test_rouge_knows_every_script():
    pairs = (
        ("мама мыла раму", "мама раму мыла"),
        ("दिल्ली की सर्दी", "दिल्ली सर्दी"),
    )
    scores = [metrics.rouge_l([a], [b]) for a, b in pairs]
    np.testing.assert_allclose(scores, [100 * 2 / 3, 100 * 4 / 5])
    assert metrics.rouge_l(["Cafe\u0301, now_here"], ["café now here"]) > 99.9
