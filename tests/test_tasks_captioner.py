# Pulled from nbs/appendix/captioner.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn import sampling, text
from keras_rnn.tasks.captioner import *
from keras_rnn.text import END

# A dog and a cat, red or blue: what the features say, two regions each.
FEATURES = np.array(
    [[[1, 0, 0, 0], [0, 0, 1, 0]], [[1, 0, 0, 0], [0, 0, 0, 1]]]
    + [[[0, 1, 0, 0], [0, 0, 1, 0]], [[0, 1, 0, 0], [0, 0, 0, 1]]],
    "float16",
)
CAPTIONS = [
    ["A red dog.", "One red dog"],
    ["A blue dog.", "One blue dog"],
    ["A red cat.", "One red cat"],
    ["A blue cat.", "One blue cat"],
]


@pytest.mark.backends
@pytest.mark.compiled
def test_it_says_what_it_sees():
    keras.utils.set_random_seed(0)
    model = Captioner.from_data(
        FEATURES, CAPTIONS, units=16, dropout=0.0, label_smoothing=0.0
    )
    untrained = model.evaluate(FEATURES, CAPTIONS, return_dict=True, verbose=0)
    # a, one, red, blue, dog, cat, the end and an unknown word are possible
    np.testing.assert_allclose(untrained["loss"], np.log(8), atol=0.4)
    model.optimizer.learning_rate = 0.02
    model.fit(FEATURES, CAPTIONS, batch_size=8, epochs=40, verbose=0)
    seen = [{x.lower().rstrip(".") for x in group} for group in CAPTIONS]
    for sampler in "greedy", "beam":
        written = model.generate(FEATURES, sampler)
        assert all(x in y for x, y in zip(written, seen, strict=True))
    both = model.generate(FEATURES, sampling.BeamSampler(2), num_results=2)
    assert [set(x) for x in both] == seen
    drawn = model.generate(FEATURES, "random", num_results=8, seed=0)
    assert [set(x) for x in drawn] == seen
    scores = model.score(FEATURES, ["a red dog"] * 4)
    np.testing.assert_allclose(np.exp(scores[0]), 0.5, atol=0.1)
    assert (scores[1:] < -2).all()
    found = model.evaluate(
        FEATURES,
        CAPTIONS,
        return_dict=True,
        verbose=0,
        metrics=["bleu", "cider"],
    )
    means = [model.score(FEATURES, list(x)) for x in zip(*CAPTIONS)]
    np.testing.assert_allclose(found["loss"], -np.mean(means) / 4, rtol=1e-4)
    assert found["bleu_3"] == pytest.approx(100) and found["cider"] > 1


def small(features=FEATURES, captions=CAPTIONS, **options):
    keras.utils.set_random_seed(0)
    options = {"units": 4, "embedding_dim": 5, **options}
    return Captioner.from_data(features, captions, **options)


@pytest.mark.backends
def test_images_are_split_never_captions():
    model = small()
    rows = model.preprocess(FEATURES, CAPTIONS)
    train, valid = model.split(rows, 0.5)
    assert len(train) == len(valid) == 4
    numbers = [set(part.inputs["feature"].numbers) for part in (train, valid)]
    assert numbers == [{0, 1}, {2, 3}]
    uneven = [CAPTIONS[0] * 3, *CAPTIONS[1:]]
    train, valid = model.split(model.preprocess(FEATURES, uneven), 0.5)
    assert len(train) == 8 and len(valid) == 4
    inputs, targets, weights = valid.batch(np.array([0, 3]), [6])
    np.testing.assert_array_equal(inputs["feature"], FEATURES[2:])
    assert inputs["feature"].dtype == "float32"
    assert targets.shape == weights.shape == (2, 6)
    with pytest.raises(ValueError, match="leaves one side empty"):
        model.split(rows.part(0, 2), 0.5)


@pytest.mark.backends
def test_attention_maps_sum_to_one():
    model = small(attention="dot")
    tokens, weights = model.attention_map(FEATURES[0], "A red cat!")
    assert tokens == ["a", "red", "cat", text.RESERVED[END]]
    assert weights.shape == (4, 2)
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-5)
    assert model.attention_map(FEATURES[0])[1].shape[1] == 2
    (words, maps), listed = (
        model.attention_map(x, "one cat")
        for x in (FEATURES[0], FEATURES[0].tolist())
    )
    assert words == listed[0]
    np.testing.assert_array_equal(maps, listed[1])
    with pytest.raises(ValueError, match="no attention"):
        small(attention=None).attention_map(FEATURES[0])


@pytest.mark.backends
def test_features_of_another_encoder_are_refused(tmp_path):
    from keras_rnn.images import Features

    ours, theirs, coarse = (
        Features.of(FEATURES.copy(), {"encoder": name, "grid": grid})
        for name, grid in (("a", True), ("b", True), ("a", 5))
    )
    model = small(ours)
    model.save(tmp_path / "captioner.keras")
    loaded = keras.saving.load_model(tmp_path / "captioner.keras")
    assert model.encoder == loaded.encoder == {"encoder": "a", "grid": True}
    expected = model.generate(ours[:2], max_length=4)
    for asked in model, loaded:
        for features in ours[:2], FEATURES[:2], list(ours[:2]):
            assert asked.generate(features, max_length=4) == expected
        for call in (
            lambda task: task.generate(theirs),
            lambda task: task.generate(list(theirs)),
            lambda task: task.fit(theirs, CAPTIONS),
            lambda task: task.evaluate(theirs, CAPTIONS),
            lambda task: task.score(theirs[:1], ["a dog"]),
            lambda task: task.attention_map(theirs[0]),
        ):
            with pytest.raises(ValueError, match="encoder is 'b', not 'a'"):
                call(asked)
        with pytest.raises(ValueError, match="way: grid is 5, not True"):
            asked.generate(coarse)
    assert small(FEATURES).encoder is None
    small(FEATURES).generate(theirs)  # unknown: only the shape is checked


@pytest.mark.backends
@pytest.mark.parametrize(
    "features, captions, message",
    [
        (FEATURES, CAPTIONS[:3], "features of 4 images but 3 captions"),
        (FEATURES, "a dog", "not a single str"),
        (FEATURES, [*CAPTIONS[:3], []], r"captions\[3\] is empty"),
        (FEATURES, [*CAPTIONS[:3], ["a", " "]], r"captions\[3\]\[1\] is blank"),
        (FEATURES, ["a", " ", "b", "c"], r"captions\[1\] is blank"),
        (FEATURES, ["a", "b", "c", "..."], r"captions\[3\] is blank \('...'"),
        (FEATURES, None, "not NoneType"),
        (FEATURES, [*CAPTIONS[:3], 7], r"captions\[3\] is int"),
        (FEATURES, [*CAPTIONS[:3], [7]], r"captions\[3\]\[0\] is int"),
        (FEATURES[0, 0], CAPTIONS, "shape"),
        (FEATURES[:0], [], "empty"),
        (np.where(FEATURES == 1, np.nan, FEATURES), CAPTIONS, r"features\[0\]"),
        (["a.jpg"] * 4, CAPTIONS, "not list; kr.images.encode"),
        (None, CAPTIONS, "not numbers of shape"),
    ],
)
def test_what_cannot_be_learned_is_refused(features, captions, message):
    with pytest.raises((TypeError, ValueError), match=message):
        small(features, captions)


@pytest.mark.backends
@pytest.mark.parametrize(
    "change, message",
    [
        (lambda m: m.generate(FEATURES[:, :1]), "don't fit"),
        (lambda m: m.generate(FEATURES[0]), r"of one image, pass features\["),
        (lambda m: m.generate(FEATURES, num_results=0), "num_results must be"),
        (lambda m: m.fit(FEATURES), "captions are needed"),
        (lambda m: m.evaluate(FEATURES), "captions are needed"),
        (
            lambda m: m.fit(FEATURES, CAPTIONS, sample_weight=[1.0] * 8),
            "4 images but 8 sample_weight",
        ),
        (lambda m: m.attention_map(FEATURES), "one after another"),
        (lambda m: m.attention_map(list(FEATURES)), "one after another"),
        (lambda m: m.attention_map("a.jpg"), "one image"),
        (lambda m: m.attention_map(FEATURES[0], ["a dog"]), "not list"),
        (lambda m: m.generate(FEATURES, "beam", num_results=5), "4 beams"),
        (lambda m: m.generate(FEATURES, "best"), "sampler"),
        (lambda m: m.evaluate(FEATURES, CAPTIONS, metrics=["blue"]), "bleu"),
        (lambda m: m.predict(FEATURES), "use generate"),
    ],
)
def test_what_cannot_be_written_is_refused(change, message):
    with pytest.raises((TypeError, ValueError), match=message):
        change(small())


@pytest.mark.backends
def test_captions_in_a_table_are_those_of_its_rows():
    table = np.array(CAPTIONS)
    assert check_captions(table, 4) == CAPTIONS
    assert check_captions(["..."] * 2, 2) == [["..."], ["..."]]  # as it is


@pytest.mark.backends
def test_a_weight_is_that_of_all_captions_of_its_image():
    model = small()
    weighted = model.evaluate(
        FEATURES, CAPTIONS, sample_weight=[1, 0, 0, 2], verbose=0
    )
    rows = [0, 3, 3]
    repeated = model.evaluate(
        FEATURES[rows], [CAPTIONS[row] for row in rows], verbose=0
    )
    np.testing.assert_allclose(weighted, repeated, rtol=1e-4)
