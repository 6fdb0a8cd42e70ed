# Pulled from nbs/appendix/image_writer.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest

from keras_rnn import text
from keras_rnn.patterns.captioner import captioner
from keras_rnn.tasks.image_writer import *
from keras_rnn.text import END, WordTokenizer

FEATURES = np.random.default_rng(0).normal(size=(3, 2, 4)).astype("float16")


def writer(attention="dot", plain=True):
    """A writer of random captions for features of two regions."""
    keras.utils.set_random_seed(0)
    tokenizer = WordTokenizer.from_texts(["a red dog", "a blue cat"] * 2)
    network = captioner(
        "gru", len(tokenizer), (2, 4), 5, attention=attention, embedding_dim=6
    )
    return ImageWriter(network, tokenizer, plain=plain)


@pytest.mark.backends
def test_several_captions_of_an_image_stand_in_a_list():
    model = writer()
    one = model.generate(FEATURES, max_length=4)
    assert len(one) == 3 and all(isinstance(x, str) for x in one)
    assert model.generate(FEATURES, max_length=4, num_results=1) == [
        [x] for x in one
    ]
    drawn = model.generate(
        FEATURES, "random", max_length=4, num_results=np.int64(5), seed=1
    )
    assert [len(x) for x in drawn] == [5] * 3 and len(set(drawn[0])) > 1
    small = model.generate(
        FEATURES, "random", 4, num_results=5, seed=1, batch_size=2
    )
    assert small == drawn  # neighbours in a batch change nothing
    found = model.generate(FEATURES, "beam", max_length=4, num_results=4)
    assert [len(set(x)) for x in found] == [4] * 3


@pytest.mark.backends
def test_attention_maps_sum_to_one():
    model = writer()
    tokens, weights = model.attention_map(FEATURES[0], "A red cat!")
    assert tokens == ["a", "red", "cat", text.RESERVED[END]]
    assert weights.shape == (4, 2)
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-5)
    assert model.attention_map(FEATURES[0])[1].shape[1] == 2
    (words, maps), listed = (
        model.attention_map(x, "a blue cat")
        for x in (FEATURES[0], FEATURES[0].tolist())
    )
    assert words == listed[0]
    np.testing.assert_array_equal(maps, listed[1])


@pytest.mark.backends
def test_captions_are_read_plain_or_as_they_are():
    assert writer().encode("A DOG!") == writer().encode("a dog")
    assert writer(plain=False).encode("A DOG!") != writer().encode("a dog")


@pytest.mark.backends
@pytest.mark.parametrize(
    "change, message",
    [
        (lambda m: m.generate(FEATURES[:, :1]), "don't fit"),
        (lambda m: m.generate(FEATURES[0]), r"of one image, pass features\["),
        (lambda m: m.generate(FEATURES, num_results=0), "from 1.*not 0"),
        (lambda m: m.generate(FEATURES, num_results=1.5), "whole.*not 1.5"),
        (lambda m: m.generate(FEATURES, num_results="2"), "whole.*not '2'"),
        (lambda m: m.generate(FEATURES, "beam", num_results=5), "4 beams"),
        (lambda m: m.generate(FEATURES, "best"), "sampler"),
        (lambda m: m.score(FEATURES, [["a"], ["b"], ["c"]]), r"\[0\] is list"),
        (lambda m: m.score(FEATURES, "a dog"), "not a single str"),
        (lambda m: m.attention_map(FEATURES), "one after another"),
        (lambda m: m.attention_map(list(FEATURES)), "one after another"),
        (lambda m: m.attention_map("a.jpg"), "one image"),
        (lambda m: m.attention_map(FEATURES[0], ["a dog"]), "not list"),
        (lambda m: writer(None).attention_map(FEATURES[0]), "no attention"),
    ],
)
def test_what_cannot_be_written_is_refused(change, message):
    with pytest.raises((TypeError, ValueError), match=message):
        change(writer())
