# Pulled from nbs/appendix/rewriting.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.tasks.rewriting import *


def test_results_are_scored_and_say_where_they_looked():
    import keras

    from keras_rnn.patterns.encoder_decoder import encoder_decoder
    from keras_rnn.text import WordTokenizer

    keras.utils.set_random_seed(0)
    words = WordTokenizer.from_texts(["the dog sees"])
    size = len(words)
    network = encoder_decoder(
        "simple_rnn", size, size, units=4, attention="dot"
    )
    model = Rewriting(network, words, words)
    options = {"max_length": 3, "return_scores": True}
    for sampler in ("beam", "random"):
        written = model.generate(
            ["the dog", "sees"], sampler, num_results=2, seed=0, **options
        )
        assert [len(results) for results in written] == [2, 2]
        assert all(score <= 0 for row in written for _, score in row)
    best = model.generate(["the dog", "sees"], "beam", **options)
    assert [
        row[0]
        for row in model.generate(
            ["the dog", "sees"], "beam", num_results=2, **options
        )
    ] == best
    sources, targets, weights = model.attention_map("the dog", "dog sees the")
    assert weights.shape == (len(targets), len(sources)) == (4, 2)
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-5)
