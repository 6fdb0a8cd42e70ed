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
