# Pulled from nbs/appendix/image_rows.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest

from keras_rnn.tasks.image_rows import *


@pytest.mark.parametrize(
    "features, message",
    [
        (np.zeros(4), r"not float64 of shape \(4,\); kr.images.encode"),
        (np.zeros((0, 4)), "empty"),
        ([[1.0, 2.0], [3.0, np.nan]], r"features\[1\] holds NaN"),
        (np.full((300, 2), np.inf)[:, ::-1], r"features\[0\]"),
        (["a.jpg"] * 4, "not list; kr.images.encode"),
        ([[1.0], [1.0, 2.0]], "not list"),
        (None, "not float32 of shape"),
    ],
)
def test_what_is_no_array_of_features_is_refused(features, message):
    with pytest.raises(ValueError, match=message):
        check_features(features)


def test_features_stay_as_they_are():
    features = np.arange(6, dtype="float16").reshape(3, 2)
    assert check_features(features) is features
    assert check_features([[1, 2], [3, 4]]).dtype == "float32"
    late = np.zeros((300, 2))
    late[270, 1] = np.nan
    with pytest.raises(ValueError, match=r"features\[270\]"):
        check_features(late)


def test_encoders_are_compared_by_what_is_known_of_them():
    from keras_rnn.images import Features

    ours = Features.of(np.zeros((2, 3)), {"encoder": "a", "size": 224})
    check_encoder(ours, {"encoder": "a", "size": 224})
    check_encoder(ours, None)
    check_encoder(np.zeros((2, 3)), {"encoder": "b"})
    assert encoder_of(list(ours)) == encoder_of(ours)
    with pytest.raises(ValueError, match="way: size is 224, not 96"):
        check_encoder(ours, {"encoder": "a", "size": 96})
    with pytest.raises(
        ValueError, match="encoder is 'a', not 'b'; size is 224"
    ):
        check_encoder(list(ours), {"encoder": "b"})


def test_captions_in_a_table_are_those_of_its_rows():
    captions = [["A dog", "One dog"], ["A cat", "One cat"]]
    assert check_captions(np.array(captions), 2) == captions
    assert check_captions(["a dog", ["a cat"]], 2) == [["a dog"], ["a cat"]]
    assert check_captions(["..."] * 2, 2) == [["..."], ["..."]]  # as it is


@pytest.mark.parametrize(
    "captions, message",
    [
        (["a"], "features of 2 images but 1 captions"),
        ("a dog", "not a single str"),
        (["a", []], r"captions\[1\] is empty"),
        (["a", ["b", " "]], r"captions\[1\]\[1\] is blank"),
        ([" ", "b"], r"captions\[0\] is blank"),
        (["a", "..."], r"captions\[1\] is blank \('...'"),
        (None, "not NoneType"),
        (["a", 7], r"captions\[1\] is int"),
        (["a", [7]], r"captions\[1\]\[0\] is int"),
        (["a", b"b"], r"captions\[1\] is bytes"),
    ],
)
def test_what_is_no_list_of_captions_is_refused(captions, message):
    with pytest.raises((TypeError, ValueError), match=message):
        check_captions(captions, 2, plain=True)


def test_images_are_split_never_captions():
    features = np.arange(8, dtype="float16").reshape(4, 2)
    rows = image_rows(features, [[[1, 5, 2], [1, 6, 7, 2]]] * 4)
    train, valid = split_images(rows, 0.5)
    assert len(train) == len(valid) == 4
    numbers = [set(part.inputs["feature"].numbers) for part in (train, valid)]
    assert numbers == [{0, 1}, {2, 3}]
    uneven = image_rows(features, [[[1, 5, 2]] * 6, *[[[1, 6, 2]] * 2] * 3])
    train, valid = split_images(uneven, 0.5)
    assert len(train) == 8 and len(valid) == 4
    inputs, targets, weights = valid.batch(np.array([0, 3]), [6])
    np.testing.assert_array_equal(inputs["feature"], features[2:])
    assert inputs["feature"].dtype == "float32"
    assert targets.shape == weights.shape == (2, 6)
    with pytest.raises(ValueError, match="leaves one side empty"):
        split_images(rows.part(0, 2), 0.5)


def test_a_weight_is_that_of_all_captions_of_its_image():
    features, captions = np.zeros((2, 3)), [[[1, 5, 2]] * 2, [[1, 6, 2]]]
    rows = image_rows(features, captions, [0.5, 2])
    assert rows.weights.tolist() == [0.5, 0.5, 2]
    assert image_rows(features, captions).weights is None
    with pytest.raises(ValueError, match="2 images but 3 sample_weight"):
        image_rows(features, captions, [1, 1, 1])
