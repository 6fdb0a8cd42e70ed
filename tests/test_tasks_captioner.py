# Pulled from nbs/appendix/captioner.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn import sampling
from keras_rnn.tasks.captioner import *

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


@pytest.mark.backends
def test_images_are_split_with_all_their_captions():
    model = small()
    train, valid = model.split(model.preprocess(FEATURES, CAPTIONS), 0.5)
    numbers = [set(part.inputs["feature"].numbers) for part in (train, valid)]
    assert numbers == [{0, 1}, {2, 3}]


@pytest.mark.backends
@pytest.mark.parametrize(
    "features, captions, message",
    [
        (FEATURES, CAPTIONS[:3], "features of 4 images but 3 captions"),
        (FEATURES, ["a", "b", "c", "..."], r"captions\[3\] is blank"),
        (FEATURES[0, 0], CAPTIONS, "shape"),
    ],
)
def test_what_cannot_be_learned_is_refused(features, captions, message):
    with pytest.raises(ValueError, match=message):
        small(features, captions)


@pytest.mark.backends
@pytest.mark.parametrize(
    "validation, message",
    [
        ((FEATURES[:, :1], CAPTIONS), r"^validation_data: .*don't fit"),
        ((FEATURES, CAPTIONS[:3]), "^validation_data: .*4 images but 3"),
        ((FEATURES, None), "^validation_data: captions are needed"),
        ((FEATURES, CAPTIONS, [1.0]), "^validation_data: .*1 sample_weight"),
        (list(FEATURES[:2]), "^validation_data: features"),
        (FEATURES, r"^validation_data must be \(x, y\)"),
        ((FEATURES,), r"^validation_data must be \(x, y\)"),
    ],
)
def test_validation_that_does_not_fit_is_named_before_training(
    validation, message
):
    model = small()
    before = model.get_weights()
    with pytest.raises((TypeError, ValueError), match=message):
        model.fit(FEATURES, CAPTIONS, validation_data=validation, verbose=0)
    for ours, theirs in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.backends
@pytest.mark.parametrize(
    "change, message",
    [
        (lambda m: m.fit(FEATURES), "captions are needed"),
        (lambda m: m.evaluate(FEATURES), "captions are needed"),
        (
            lambda m: m.fit(FEATURES, CAPTIONS, sample_weight=[1.0] * 8),
            "4 images but 8 sample_weight",
        ),
        (lambda m: m.evaluate(FEATURES, CAPTIONS, metrics=["blue"]), "bleu"),
        (lambda m: m.score(FEATURES, ["a dog"]), "4 images but 1 captions"),
        (lambda m: m.score(FEATURES, CAPTIONS), r"one string.*captions\[0\]"),
        (lambda m: m.predict(FEATURES), "use generate"),
    ],
)
def test_what_cannot_be_answered_is_refused(change, message):
    with pytest.raises((TypeError, ValueError), match=message):
        change(small())
