"""What `TokenClassifier` promises."""

import keras
import numpy as np
import pytest
from keras import ops

import keras_rnn as kr
from keras_rnn.layers import CELLS
from keras_rnn.metrics import check_bio, entity_f1
from keras_rnn.tasks.token_classifier import Entity
from keras_rnn.text import sentence_words

# -- Padding, batch size and neighbours change nothing ------------------------
# The same sentence alone, among longer ones, and with other things under the
# padding: always the same tags, the same probabilities, the same F1.


SENTENCES = [
    ["Chirag", "worked", "at", "Microsoft", "in", "India"],
    ["He", "left"],
    ["Saudi", "Arabia", "and", "India", "won"],
    ["Greta", "Thunberg", "left", "Microsoft", "for", "New", "Zealand", "."],
    ["India"],
]
TAGS = [
    ["B-PER", "O", "O", "B-ORG", "O", "B-LOC"],
    ["O", "O"],
    ["B-LOC", "I-LOC", "O", "B-LOC", "O"],
    ["B-PER", "I-PER", "O", "B-ORG", "O", "B-LOC", "I-LOC", "O"],
    ["B-LOC"],
]


def tagger_for(cell="simple_rnn", epochs=1, **options):
    """A small tagger after a little training."""
    keras.utils.set_random_seed(0)
    options = {"units": 5, "embedding_dim": 6, **options}
    tagger = kr.TokenClassifier.from_data(SENTENCES, TAGS, cell=cell, **options)
    if epochs:
        tagger.fit(SENTENCES, TAGS, batch_size=8, epochs=epochs, verbose=0)
    return tagger


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_padding_batches_and_neighbours_change_no_tag(cell):
    tagger = tagger_for(cell, crf=cell != "gru")
    tags, together = tagger.tag(SENTENCES), tagger.predict(SENTENCES)
    assert [len(row) for row in tags] == [len(s) for s in SENTENCES]
    for index in (1, 3):
        alone = [SENTENCES[index]]
        assert tagger.tag(alone) == [tags[index]]
        np.testing.assert_allclose(
            tagger.predict(alone)[0], together[index], atol=1e-5
        )
    batches = tagger.batches(tagger.preprocess(SENTENCES, TAGS))
    inputs, _, _ = batches[0]
    wide = {"mask": np.pad(inputs["tokens"] > 0, [(0, 0), (0, 9)])}
    for name, array in inputs.items():
        pads = [(0, 0), (0, 9)] + [(0, 0)] * (array.ndim - 2)
        wide[name] = np.pad(array, pads)
    for name in ("tokens", "characters"):
        wide[name][~wide["mask"]] = 4  # must not matter
    outputs = tagger.predict_on_batch(wide)
    rows, _ = batches.plan[0]
    for place, row in enumerate(rows):
        length = len(SENTENCES[row])
        odds = outputs["probabilities"][place, :length]
        np.testing.assert_allclose(odds, together[row], atol=1e-5)
        np.testing.assert_allclose(odds.sum(axis=-1), 1, atol=1e-5)


def test_evaluate_does_not_depend_on_batches():
    for crf in (True, False):
        tagger = tagger_for(crf=crf)
        whole = tagger.evaluate(SENTENCES, TAGS, verbose=0, return_dict=True)
        assert set(whole) == {"loss", "f1", "accuracy"}
        answers = tagger.tag(SENTENCES)
        assert abs(whole["f1"] - entity_f1(TAGS, answers)) < 1e-6
        right = [a == b for x in zip(TAGS, answers) for a, b in zip(*x)]
        assert abs(whole["accuracy"] - np.mean(right)) < 1e-6
        if not crf:  # nats a word, from the probabilities
            odds = np.concatenate(tagger.predict(SENTENCES))
            ids = [tagger.labels.index(tag) for row in TAGS for tag in row]
            nats = -np.log(odds[np.arange(len(ids)), ids]).mean()
            np.testing.assert_allclose(whole["loss"], nats, rtol=1e-4)
        parts = tagger.evaluate(
            SENTENCES, TAGS, batch_size=2, verbose=0, return_dict=True
        )
        for name in whole:
            np.testing.assert_allclose(parts[name], whole[name], rtol=1e-4)


# -- Learned by heart ---------------------------------------------------------
# With a CRF and without, a handful of sentences is learned completely; then
# `entities` gives what stands in them, with places that cut out the name, in
# lists of words as in strings.


@pytest.mark.backends
@pytest.mark.compiled
@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_a_new_tagger_learns_a_batch_by_heart(cell):
    tagger = tagger_for(
        cell,
        epochs=45,
        units=16,
        embedding_dim=16,
        dropout=0.0,
        embedding_dropout=0.0,
        crf=cell != "gru",
    )
    assert tagger.tag(SENTENCES) == TAGS
    first, second = tagger.entities([SENTENCES[0], "Greta Thunberg left"])
    assert [x[:4] for x in first] == [
        ("Chirag", "PER", 0, 1),
        ("Microsoft", "ORG", 3, 4),
        ("India", "LOC", 5, 6),
    ]
    assert second[0][:4] == ("Greta Thunberg", "PER", 0, 14)
    assert all(isinstance(x, Entity) and 0.5 < x.score <= 1 for x in first)


def test_validation_while_fitting_is_evaluate():
    tagger = tagger_for(epochs=0)
    history = tagger.fit(
        SENTENCES, TAGS, validation_data=(SENTENCES, TAGS), verbose=0
    ).history
    assert set(history) == {"loss", "val_loss", "val_f1", "val_accuracy"}
    scores = tagger.evaluate(SENTENCES, TAGS, verbose=0, return_dict=True)
    for name, value in scores.items():
        np.testing.assert_allclose(history[f"val_{name}"][0], value, rtol=1e-4)


def test_bio_rules_hold_for_an_untrained_crf():
    tagger = tagger_for(epochs=0)
    for row in tagger.tag(SENTENCES * 3):
        check_bio(row)


def test_strings_are_cut_into_words():
    assert sentence_words("Greta can't go, O.K.?") == [
        *("Greta", "can't", "go", ","),
        *("O", ".", "K", ".", "?"),
    ]
    assert sentence_words(("a", "b")) == ["a", "b"]
    tagger = tagger_for(epochs=0)
    sentence = "  He left \n  Saudi   Arabia."
    assert tagger.tag([sentence]) == tagger.tag(
        [["He", "left", "Saudi", "Arabia", "."]]
    )
    for entity in tagger.entities([sentence])[0]:
        assert sentence[entity.start : entity.end] == entity.text


# -- Bad input is refused before anything is trained --------------------------


def test_from_data_refuses():
    for sentences, tags, error, message in [
        ([], [], ValueError, "sentences is empty"),
        ("He left", [["O", "O"]], TypeError, "single str"),
        ([["He"], []], [["O"], []], ValueError, r"sentences\[1\] has no words"),
        ([["He"], "  "], [["O"], []], ValueError, r"\[1\] has no words"),
        ([["He", " "]], [["O", "O"]], ValueError, r"\[0\]\[1\] is a blank"),
        ([["He", 3]], [["O", "O"]], TypeError, r"\[0\]\[1\] is int"),
        ([["He", None]], [["O", "O"]], TypeError, r"\[0\]\[1\] is NoneType"),
        ([b"He"], [["O"]], TypeError, r"\[0\] must.*single bytes"),
        ([3], [["O"]], TypeError, r"\[0\] must be a list.*not int"),
        (3, [["O"]], TypeError, "must be a list.*not int"),
        ([["He"]], [["O"], ["O"]], ValueError, "1 texts but 2 lists of tags"),
        (
            [["He"], ["He", "left"]],
            [["O"], ["O"]],
            ValueError,
            r"sentences\[1\] has 2 words but 1 tags: 'He left'",
        ),
        ([["He"]], ["O"], TypeError, r"tags\[0\] must be a list"),
        ([["He"]], [[0]], TypeError, r"tags\[0\]\[0\] is int"),
        ([["He"]], [["PER"]], ValueError, "all tags are 'PER'"),
        ([["He"]], [["O"]], ValueError, "all tags are 'O'"),
        (
            [["He", "left"]],
            [["O", "I-PER"]],
            ValueError,
            r"tags\[0\]\[1\] is 'I-PER' after 'O'.*repair=True",
        ),
    ]:
        with pytest.raises(error, match=message):
            kr.TokenClassifier.from_data(sentences, tags)
    for option, error, message in [
        ({"cell": "ltsm"}, ValueError, "Did you mean 'lstm'"),
        ({"unit": 3}, TypeError, "unit"),
        ({"units": 0}, ValueError, "1 or more"),
        ({"labels": ["PER"]}, ValueError, "no BIO tag"),
    ]:
        with pytest.raises(error, match=message):
            kr.TokenClassifier.from_data(SENTENCES, TAGS, **option)
    for arguments, message in [
        ({}, "give either"),
        ({"vocabulary_size": 9, "num_classes": 0}, "1 or more"),
        ({"vocabulary_size": 9, "crf": ["O"]}, "bio has 1 tags"),
    ]:
        with pytest.raises(ValueError, match=message):
            kr.many_to_many("gru", **arguments)


def test_fit_refuses_before_training():
    tagger = tagger_for()
    before = tagger.get_weights()
    fit = tagger.fit
    for call, error, message in [
        (lambda: fit(SENTENCES), ValueError, "targets"),
        (lambda: fit([["He"]], [["B-MISC"]]), ValueError, "'B-MISC'.*not see"),
        (lambda: fit([["He"]], [["I-LOC"]]), ValueError, "at the start"),
        (
            lambda: fit(SENTENCES, TAGS, sample_weight=[1]),
            ValueError,
            "5 texts but 1 sample_weight",
        ),
        (lambda: fit(SENTENCES, TAGS[:2]), ValueError, "5 texts but 2"),
        (
            lambda: fit(SENTENCES, TAGS, class_weight={"O": 1}),
            TypeError,
            "no classes to weigh",
        ),
        (lambda: tagger.tag([]), ValueError, "empty"),
        (lambda: tagger.tag("He left"), TypeError, "single str"),
        (lambda: tagger.entities([" "]), ValueError, "no words"),
    ]:
        with pytest.raises(error, match=message):
            call()
    for old, new in zip(before, tagger.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_repair_is_remembered():
    tags = [["O", "I-PER"], ["I-LOC", "I-LOC"]]
    tagger = kr.TokenClassifier.from_data(
        SENTENCES[1:2] * 2, tags, repair=True, characters=False, units=3
    )
    assert tagger.labels == ("O", "B-LOC", "I-LOC", "B-PER")
    ids = tagger.preprocess(SENTENCES[1:2] * 2, tags).targets
    assert [row.tolist() for row in ids] == [[0, 3], [1, 2]]


# -- Input that is odd and just works -----------------------------------------


def test_a_loaded_tagger_goes_on_with_its_own_transitions(tmp_path):
    tagger = tagger_for(epochs=5)
    tagger.save(tmp_path / "tagger.keras")
    loaded = kr.load_model(tmp_path / "tagger.keras")
    data = {"verbose": 0, "return_dict": True}
    expected = tagger.evaluate(SENTENCES, TAGS, **data)["loss"]
    found = loaded.evaluate(SENTENCES, TAGS, **data)["loss"]
    np.testing.assert_allclose(found, expected, rtol=1e-5)
    before = [x.copy() for x in loaded.crf.get_weights()]
    loaded.fit(SENTENCES, TAGS, verbose=0)
    for old, new in zip(before, loaded.crf.get_weights(), strict=True):
        assert (old != new).any()


def test_odd_sentences_just_work():
    tagger = tagger_for()
    odd = [
        ["zzz", "qqq"],  # unknown words only
        ["😀", "שלום", "\u200b"],
        ["India"] * 200,
        ["http://" + "x" * 100],
        "!",
        np.array(["He", "left"]),
    ]
    tags = tagger.tag(odd)
    assert [len(row) for row in tags] == [2, 3, 200, 1, 1, 2]
    assert all(np.isfinite(p).all() for p in tagger.predict(odd))


def test_sample_weight_counts():
    tagger = tagger_for(epochs=0)
    weights = [0, 0, 0, 0, 1]
    loss = tagger.evaluate(
        SENTENCES, TAGS, sample_weight=weights, verbose=0, return_dict=True
    )["loss"]
    alone = tagger.evaluate(
        SENTENCES[4:], TAGS[4:], verbose=0, return_dict=True
    )["loss"]
    np.testing.assert_allclose(loss, alone, rtol=1e-4)


def test_embeddings_are_lined_up_with_the_words():
    class Vectors:
        """As gensim has them: neither a dict nor a list."""

        def __contains__(self, word):
            return word in ("left", "india")

        def __getitem__(self, word):
            return np.full(3, len(word), "float32")

    tagger = tagger_for(epochs=0, embedding_dim=9, embeddings=Vectors())
    words = tagger.network.get_layer("embedding").words
    rows = ops.convert_to_numpy(words.embeddings)
    assert rows.shape == (len(tagger.tokenizer), 3)
    for word in ("left", "india"):
        row = tagger.tokenizer.vocabulary.index(word)
        np.testing.assert_array_equal(rows[row], len(word))


def test_networks_read_vectors_too():
    network = kr.many_to_many(
        "gru", input_shape=(None, 3), num_classes=4, units=5, crf=True
    )
    network.compile("adam", loss=network.get_layer("crf").loss)
    x = np.random.default_rng(0).normal(size=(6, 7, 3)).astype("float32")
    inputs = {"vectors": x, "mask": np.ones((6, 7), dtype=bool)}
    network.fit(inputs, np.arange(42).reshape(6, 7) % 4, verbose=0)
    scores = network.predict(inputs, verbose=0)
    tags = network.get_layer("crf").decode(scores)
    assert ops.convert_to_numpy(tags).shape == (6, 7)
