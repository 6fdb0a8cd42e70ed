# Pulled from nbs/appendix/embedding.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np
import pytest
from keras import ops

from keras_rnn import text
from keras_rnn.layers.embedding import *


@pytest.mark.backends
def test_word_embedding_adds_the_beginning():
    layer = WordEmbedding(6, 3)
    ids = np.array([[4, 5, 1]])
    layer(ids)
    layer.beginnings.assign([0, 0, 0, 0, 2, 0])
    rows = ops.convert_to_numpy(layer.words.embeddings)
    expected = [rows[4] + rows[2], rows[5], rows[1]]
    np.testing.assert_allclose(
        ops.convert_to_numpy(layer(ids))[0], expected, atol=1e-6
    )


@pytest.mark.backends
def test_bag_of_ngrams_counts_each_once():
    layer = BagOfNGrams(rows=512, outputs=3, longest=3)
    tokens, mask = text.pad([[5, 6, 5, 6], [7], [6, 5]], length=8)
    layer(tokens, mask=mask)
    votes = np.random.default_rng(0).normal(size=(512, 3)).astype("float32")
    layer.votes.assign(votes)
    actual = ops.convert_to_numpy(layer(tokens, mask=mask))
    for output, ids in zip(actual, ([5, 6, 5, 6], [7], [6, 5]), strict=True):
        framed, rows = [0, *ids, 0], set()
        for n in (1, 2, 3):
            for start in range(len(framed) - n + 1):
                row = 0
                for number in framed[start : start + n]:
                    row = row * 1531 + number * 7 + 1
                    row = (row ^ (row >> 9)) % 512
                rows.add(row)
        expected = 2.5 * votes[sorted(rows)].sum(0) / np.sqrt(len(rows))
        np.testing.assert_allclose(output, expected, atol=1e-5)


@pytest.mark.backends
def test_votes_are_counted_in_two_texts_or_more():
    layer = BagOfNGrams(rows=2**12, outputs=2, longest=2)
    texts = [[5, 6], [5, 7], [8], [5, 8, 9], [8, 9]]
    layer(text.pad(texts)[0])
    layer.adapt(texts, [0, 0, 1, 1, 1])
    classes = [2, 3]  # texts in each
    found = {(5,): [2, 1], (8,): [0, 3], (9,): [0, 2], (0,): classes}
    found |= {(0, 5): [2, 1], (9, 0): [0, 2], (8, 9): [0, 2]}
    counts = np.array([*found.values(), [0, 2]]) + 1  # the last is (0, 8)
    shares = counts / counts.sum(axis=0)
    ratios = np.log(shares[:, 0] / shares[:, 1])
    known = dict(zip([*found, (0, 8)], ratios, strict=True))
    said = []
    for ids in texts:
        framed = [0, *ids, 0]
        grams = {(n,) for n in framed} | set(zip(framed, framed[1:]))
        votes = [known[gram] for gram in grams if gram in known]
        said.append(sum(votes) / np.sqrt(len(votes)))
    expected = np.array(said) / np.std([said, np.negative(said)])
    tokens, mask = text.pad([*texts, [4, 4]])
    actual = ops.convert_to_numpy(layer(tokens, mask=mask))
    np.testing.assert_allclose(actual[:5, 0], expected, atol=1e-5)
    np.testing.assert_allclose(actual[:, 1], -actual[:, 0], atol=1e-5)
    # Of new words, only the frame is known.
    np.testing.assert_allclose(
        actual[5, 0], known[0,] / np.std([said, np.negative(said)]), atol=1e-5
    )


@pytest.mark.backends
def test_strangers_do_not_vote_in_a_row_of_another():
    layer = BagOfNGrams(rows=4, outputs=2, longest=1)
    texts = [[5], [5], [6], [6], [7]]
    layer(text.pad(texts)[0])
    layer.adapt(texts, [0, 0, 1, 1, 1])
    strangers = np.arange(8, 200)[:, None]
    frame = ops.convert_to_numpy(layer(np.array([[7]])))
    alike = ops.convert_to_numpy(layer(strangers)) == frame
    assert alike.all()
