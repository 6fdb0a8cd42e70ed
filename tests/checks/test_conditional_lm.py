"""What `ConditionalLM` promises."""

import functools
import itertools

import keras
import numpy as np
import pytest
from keras import ops

import keras_rnn as kr
from keras_rnn import text
from keras_rnn.layers import CELLS

# -- Padding, batch size and neighbours change nothing ------------------------
# Neither the surprise of a text nor what is written.


CONDITIONS = ["f", "m", "f", "m", "f", "m", "n"]
TEXTS = ["ab", "b", "abbab", "bbbb", "aab", "ba", "a"]


@functools.cache
def trained(cell):
    """A small model after a little training, layers stacked."""
    keras.utils.set_random_seed(0)
    lm = kr.ConditionalLM.from_data(
        CONDITIONS, TEXTS, cell=cell, units=6, num_layers=2
    )
    lm.fit(CONDITIONS, TEXTS, batch_size=4, epochs=2, verbose=0)
    return lm


def inputs_of(lm, texts=TEXTS, conditions=CONDITIONS, width=None):
    """What the network reads, padded to a width."""
    ids = [[text.START, *lm.tokenizer.encode(item)] for item in texts]
    tokens, mask = text.pad(ids, width)
    condition = lm.vectors(conditions)
    return {"condition": condition, "tokens": tokens, "mask": mask}


def log_odds(logits):
    """Logarithms of the probabilities, as NumPy."""
    return ops.convert_to_numpy(ops.log_softmax(logits))


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_padding_batches_and_neighbours_change_nothing(cell):
    lm = trained(cell)
    scores = lm.score(CONDITIONS, TEXTS)
    again = lm.score(CONDITIONS, TEXTS, batch_size=1)
    np.testing.assert_allclose(again, scores, atol=1e-5)
    wide = inputs_of(lm, width=40)
    wide["tokens"][~wide["mask"]] = 5  # under the padding
    logits = log_odds(lm.network(wide))
    for row, item in enumerate(TEXTS):
        ids = [*lm.tokenizer.encode(item), text.END]
        expected = logits[row, np.arange(len(ids)), ids].sum()
        np.testing.assert_allclose(scores[row], expected, atol=1e-5)
    mean = -scores.sum() / sum(len(item) + 1 for item in TEXTS)
    for batch_size in (1, 4, 7):
        result = lm.evaluate(
            CONDITIONS, TEXTS, batch_size, verbose=0, return_dict=True
        )
        np.testing.assert_allclose(result["loss"], mean, rtol=1e-5)
        np.testing.assert_allclose(
            result["perplexity"], np.exp(mean), rtol=1e-5
        )


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_written_texts_do_not_depend_on_neighbours(cell):
    lm = trained(cell)
    together = lm.generate(CONDITIONS, 12, seed=4)
    assert together == lm.generate(CONDITIONS, 12, seed=4)
    assert together[:3] == lm.generate(CONDITIONS[:3], 12, seed=4)
    assert [x[:5] for x in together] == lm.generate(CONDITIONS, 5, seed=4)
    assert together == lm.generate(lm.vectors(CONDITIONS), 12, seed=4)
    assert set("".join(together)) <= set("ab")


# -- Step by step is the full pass --------------------------------------------
# Training reads all steps at once, writing takes one at a time. Both must
# see the same probabilities.


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_stepwise_equals_the_full_pass(cell):
    lm = trained(cell)
    inputs = inputs_of(lm, ["abbab"], ["m"])
    full = ops.convert_to_numpy(lm.network(inputs))[0]
    logits, states = lm._begin(
        {"condition": ops.convert_to_tensor(inputs["condition"])}
    )
    for place in range(6):
        np.testing.assert_allclose(
            ops.convert_to_numpy(logits)[0], full[place], atol=1e-5
        )
        if place < 5:
            token = ops.convert_to_tensor(inputs["tokens"][:, place + 1])
            logits, states = lm._step(token, states)


def test_greedy_is_the_best_letter_each_time():
    lm = trained("gru")
    for condition in "fmn":
        written = ""
        while len(written) < 8:
            inputs = inputs_of(lm, [written], [condition], width=10)
            odds = log_odds(lm.network(inputs))[0, len(written)]
            odds[text.UNKNOWN] = -np.inf  # is never written
            if odds.argmax() == text.END:
                break
            written += lm.tokenizer.vocabulary[odds.argmax()]
        assert lm.generate([condition], 8, "greedy") == [written]


# -- The probabilities add up to one ------------------------------------------
# With two letters and an unknown one, all texts can be listed. `max_length`
# cuts a text, so the score of a text of that length is the probability of
# *beginning* with it: the mass of all texts that are not finished by then.
# Together with the shorter ones, and with the empty text, this is everything
# that can happen.


@pytest.mark.parametrize("cell", CELLS)
def test_the_probabilities_of_all_texts_add_up_to_one(cell):
    lm = trained(cell)
    longest, before = 6, lm.max_length
    lm.max_length = longest
    texts = [
        "".join(letters)
        for length in range(1, longest + 1)
        for letters in itertools.product("ab?", repeat=length)
    ]
    for condition in "fm":
        mass = np.exp(lm.score([condition] * len(texts), texts)).sum()
        first = log_odds(lm.network(inputs_of(lm, [""], [condition])))[0, 0]
        assert (np.exp(first[[text.PAD, text.START]]) == 0).all()
        np.testing.assert_allclose(mass + np.exp(first[text.END]), 1, rtol=1e-4)
    lm.max_length = before


def test_texts_come_as_often_as_score_says():
    lm, count = trained("gru"), 4000
    # What is unknown is never written: here it is improbable as well.
    possible = lm.network.get_layer("possible")
    kernel, bias = before = possible.get_weights()
    possible.set_weights([kernel, np.append(-30, bias[1:])])
    written = lm.generate(["m"] * count, 30, seed=0)
    texts = ["a", "b", "ab", "ba", "bb", "aa", "bbb", "aba"]
    expected = count * np.exp(lm.score(["m"] * len(texts), texts))
    seen = np.array([written.count(item) for item in texts])
    possible.set_weights(before)
    assert ((seen - expected) ** 2 / expected).sum() < 30  # 8 expected


# -- Vectors, weights, unknown letters ----------------------------------------


def test_vectors_weights_and_validation():
    keras.utils.set_random_seed(0)
    vectors = np.eye(3)[[0, 1, 0, 1, 0, 1, 2]]
    lm = kr.ConditionalLM.from_data(
        vectors, TEXTS, cell="simple_rnn", units=4, dropout=0.0
    )
    history = lm.fit(
        vectors,
        TEXTS,
        batch_size=7,
        epochs=1,
        verbose=0,
        validation_data=(vectors[:3], TEXTS[:3]),
    ).history
    result = lm.evaluate(vectors[:3], TEXTS[:3], verbose=0, return_dict=True)
    np.testing.assert_allclose(history["val_loss"][-1], result["loss"], 1e-5)
    assert history.keys() == {
        "loss",
        "perplexity",
        "unknown",
        "val_loss",
        "val_perplexity",
        "val_unknown",
    }
    assert (
        lm.generate(vectors, 9, "greedy")[0]
        == lm.generate(np.eye(3)[:1].tolist(), 9, "greedy").pop()
    )
    one = lm.evaluate(vectors[:1], TEXTS[:1], verbose=0)
    weights = [1, 0, 0]
    weighted = lm.evaluate(
        vectors[:3], TEXTS[:3], verbose=0, sample_weight=weights
    )
    np.testing.assert_allclose(weighted, one, rtol=1e-5)
    # An unknown letter is one like any other.
    unknown = lm.evaluate(vectors[:1], ["xab"], verbose=0, return_dict=True)
    expected = -lm.score(vectors[:1], ["xab"])[0] / 4
    np.testing.assert_allclose(unknown["loss"], expected, rtol=1e-5)
    np.testing.assert_allclose(unknown["unknown"], 1 / 4)
    lm.fit(vectors[:1], ["xab"], epochs=1, verbose=0)
    assert np.isfinite(lm.score(vectors[:1], ["ab"])).all()
    lm.fit(vectors, TEXTS, validation_split=0.3, epochs=1, verbose=0)
    long = lm.generate(vectors, 10**12, seed=0)  # all texts end before that
    assert all(isinstance(item, str) for item in long)


# -- Bad input is refused before anything is trained --------------------------


@pytest.mark.parametrize(
    ("conditions", "texts", "error", "message"),
    [
        ([], [], ValueError, "conditions is empty"),
        ("female", ["a"], TypeError, "conditions must be a list"),
        (3, ["a"], TypeError, "conditions must be a list"),
        (["f", 1], ["a", "b"], TypeError, "all strings or all ints"),
        (["f", None], ["a", "b"], TypeError, r"conditions\[1\] is NoneType"),
        ([0.5, 1.5], ["a", "b"], TypeError, r"conditions\[0\] is float"),
        ([[1, 2], [1]], ["a", "b"], ValueError, "of one length"),
        (np.ones((2, 2, 2)), ["a", "b"], ValueError, "of one length"),
        ([[1.0], [np.nan]], ["a", "b"], ValueError, r"conditions\[1\] holds"),
        (["f", "m"], ["a"], ValueError, "2 conditions but 1 texts"),
        (["f"], "a", TypeError, "single str"),
        (["f", "m"], ["a", " "], ValueError, r"texts\[1\] is blank"),
    ],
)
def test_from_data_refuses(conditions, texts, error, message):
    with pytest.raises(error, match=message):
        kr.ConditionalLM.from_data(conditions, texts)


def test_other_calls_refuse_too():
    lm = trained("gru")
    before = lm.get_weights()
    for call, error, message in [
        (lambda: lm.fit(["x"], ["a"]), ValueError, r"is 'x'.*\['f', 'm', 'n'"),
        (lambda: lm.fit(["f"], None), ValueError, "targets"),
        (lambda: lm.fit(["f"], ["a", "b"]), ValueError, "1"),
        (lambda: lm.evaluate(["f"], [" "]), ValueError, "blank"),
        (lambda: lm.generate("f"), TypeError, "must be a list"),
        (lambda: lm.generate(["F"]), ValueError, r"conditions\[0\] is 'F'"),
        (lambda: lm.generate([[1.0, 2.0]]), ValueError, "vectors of 3"),
        (lambda: lm.generate(["f"], 0), ValueError, "max_length must be"),
        (lambda: lm.generate(["f"], sampler="best"), ValueError, "sampler"),
        (lambda: lm.score(["f"], [3]), TypeError, r"texts\[0\] is int"),
        (lambda: lm.predict(["f"]), TypeError, "use generate"),
        (
            lambda: kr.ConditionalLM.from_data(["f"], ["a"], cell="gur"),
            ValueError,
            "Did you mean 'gru'",
        ),
        (
            lambda: kr.ConditionalLM.from_data(["f"], ["a"], unit=3),
            TypeError,
            "unit",
        ),
    ]:
        with pytest.raises(error, match=message):
            call()
    for old, new in zip(before, lm.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)
