"""What `CausalLM` promises."""

import functools
import itertools
import tempfile
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import ops

import keras_rnn as kr
from keras_rnn import text
from keras_rnn.layers import CELLS
from keras_rnn.tasks import long_texts
from keras_rnn.tasks.long_texts import cut

# -- Padding, batch size, windows and neighbours change nothing ---------------
# The same text alone, among longer ones and in batches of other sizes has
# the same probability. And a text read in pieces of any length, with the
# state handed on, is as surprising as in one piece.


TEXTS = ["abba", "b", "abacab", "cab", "baa baa", "a ab abc abca abcab"]


@functools.cache
def trained(cell, ends=True, **options):
    """A small language model after a little training."""
    keras.utils.set_random_seed(0)
    options = {"units": 6, "embedding_dim": 5, "window": 8, **options}
    lm = kr.CausalLM.from_data(TEXTS, cell=cell, ends=ends, **options)
    lm.fit(TEXTS, batch_size=4, verbose=0)
    return lm


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_neighbours_batches_and_padding_change_no_score(cell):
    lm = trained(cell)
    together = lm.score(TEXTS)
    assert together.shape == (6,) and (together < 0).all()
    alone = [lm.score(item)[0] for item in TEXTS]
    np.testing.assert_allclose(alone, together, rtol=1e-5)
    np.testing.assert_allclose(lm.score(TEXTS, 2), together, rtol=1e-5)
    sequences = lm.encode(TEXTS)
    tokens, mask = text.pad([ids[:-1] for ids in sequences], 40)
    tokens[~mask] = 4  # what stands under the padding must not matter
    logits = lm.network({"tokens": tokens, "mask": mask})
    chances = ops.convert_to_numpy(ops.log_softmax(logits))
    for row, ids in enumerate(sequences):
        steps = np.arange(len(ids) - 1)
        score = chances[row, steps, ids[1:]].sum()
        np.testing.assert_allclose(score, together[row], rtol=1e-5)


@pytest.mark.parametrize("cell", CELLS)
def test_evaluate_depends_on_the_texts_alone(cell, monkeypatch):
    lm = trained(cell)
    whole = lm.evaluate(TEXTS, verbose=0, return_dict=True)
    tokens = sum(map(len, TEXTS)) + len(TEXTS)
    expected = -lm.score(TEXTS).sum() / tokens
    np.testing.assert_allclose(whole["loss"], expected, rtol=1e-5)
    np.testing.assert_allclose(whole["perplexity"], np.exp(expected), rtol=1e-5)
    np.testing.assert_allclose(
        whole["bits_per_char"], expected / np.log(2), rtol=1e-5
    )
    for batch_size, at_once in ((1, 1), (4, 12), (32, 1)):
        monkeypatch.setattr(long_texts, "READ_AT_ONCE", at_once)
        parts = lm.evaluate(TEXTS, batch_size=batch_size, verbose=0)
        np.testing.assert_allclose(parts, list(whole.values()), rtol=1e-5)


def test_validation_while_fitting_is_evaluate():
    lm = trained("gru")
    history = lm.fit(
        TEXTS, epochs=2, validation_data=TEXTS[:3], verbose=0
    ).history
    scores = lm.evaluate(TEXTS[:3], verbose=0, return_dict=True)
    for name, value in scores.items():
        np.testing.assert_allclose(history[f"val_{name}"][-1], value, rtol=1e-5)


# -- One step at a time gives what the whole gives ----------------------------


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_stepwise_equals_the_full_pass(cell):
    lm = trained(cell, num_layers=2)
    ids = lm.encode([TEXTS[-1]])[0][None]
    mask = np.ones_like(ids, dtype=bool)
    whole = lm.network({"tokens": ids, "mask": mask})
    whole = ops.convert_to_numpy(whole)
    inputs = {"tokens": ids[:, :3], "mask": mask[:, :3]}
    logits, states = lm.reader.begin(
        {name: ops.convert_to_tensor(x) for name, x in inputs.items()}
    )
    for at in range(3, ids.shape[1]):
        np.testing.assert_allclose(
            ops.convert_to_numpy(logits), whole[:, at - 1], atol=1e-4
        )
        token = ops.convert_to_tensor(ids[:, at])
        logits, states = lm.reader.step(token, states)
    np.testing.assert_allclose(
        lm.predict([TEXTS[-1][:2]])[0],
        ops.convert_to_numpy(ops.softmax(whole[0, 2])),
        atol=1e-5,
    )


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_greedy_writing_takes_what_next_suggests(cell):
    lm = trained(cell, ends=False)
    written = lm.generate("ab", 6, "greedy")
    assert len(written) == 8 and written.startswith("ab")
    for end in range(2, 8):
        assert lm.next(written[:end], k=1)[0][0] == written[end]


# -- The probabilities of all texts add up to one -----------------------------
# With three characters and an unknown one all texts can be listed. Those that
# ended, and those that go on at a certain length, share all the probability
# there is: none is lost on padding or the start.


@pytest.mark.parametrize("cell", CELLS)
def test_all_texts_together_have_probability_one(cell):
    lm = trained(cell)
    letters, longest = "abc ?", 4
    assert set(lm.tokenizer.vocabulary[4:]) == set(letters[:-1])
    at_once = lm.predict([""])[0][text.END]  # the empty text
    total = float(at_once)
    for length in range(1, longest + 1):
        # Blank texts are refused as input; their probability is that of
        # what else could stand there.
        texts = ["".join(x) for x in itertools.product(letters, repeat=length)]
        texts = [item for item in texts if item.strip()]
        total += np.exp(lm.score(texts), dtype="float64").sum()
        blank = lm.predict([" " * n for n in range(length + 1)])
        space = lm.tokenizer.encode(" ")[0]
        total += blank[:-1, space].prod() * blank[-1, text.END]
    nats = [line[:longest].sum() for line in lm.surprises(texts)]
    goes_on = np.exp(-np.array(nats, dtype="float64"))
    ended = np.exp(lm.score(texts), dtype="float64")
    total += (goes_on - ended).sum()
    total += blank[:-1, space].prod() * (1 - blank[-1, text.END])
    np.testing.assert_allclose(total, 1, atol=1e-5)


def test_impossible_ids_are_never_predicted_scored_or_written():
    for ends in (True, False):
        lm = trained("gru", ends=ends)
        chances = lm.predict(["", "ab", "😀"])
        impossible = [0, 2] if ends else [0, 2, 3]
        assert chances[:, impossible].max() == 0
        assert (np.delete(chances, impossible, axis=1) > 0).all()
        np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-6)
        assert np.isfinite(lm.score(["a😀"])[0])
        texts = lm.generate([""] * 64, 40, seed=0)
        assert set("".join(texts)) <= set("abc ")
        assert all(len(item) == 40 for item in texts) or ends


def test_drawn_tokens_have_the_models_probabilities():
    lm = trained("lstm", ends=False)
    chances = lm.predict(["ab"])[0][4:]
    texts = lm.generate(["ab"] * 4000, 1, seed=3)
    letters = lm.tokenizer.vocabulary[4:]
    counts = np.array([sum(x[-1] == y for x in texts) for y in letters])
    expected = 4000 * chances / chances.sum()  # no unknown one is written
    chi_squared = ((counts - expected) ** 2 / expected).sum()
    assert chi_squared < 16.3  # three degrees of freedom, p = 0.001


# -- Saved and loaded ---------------------------------------------------------
# In a fresh process: see test_saved_models.py.


@pytest.mark.backends
def test_training_goes_on_after_loading():
    lm = trained("simple_rnn", window=5)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        lm.save(path)
        again = kr.load_model(path)
    assert (again.ends, again.max_length) == (True, 5)
    # Not by `fit`: its very first call may plan its batches twice.
    batches = lm.batches(lm.preprocess(TEXTS), batch_size=4, seed=3)
    for model in (lm, again):
        for index in range(len(batches)):
            model.train_on_batch(*batches[index])
    np.testing.assert_allclose(again.score(TEXTS), lm.score(TEXTS), rtol=1e-5)


# -- Bad input is refused before anything is trained --------------------------


def test_from_data_refuses():
    for options, error, message in [
        ({"texts": ""}, ValueError, r"texts\[0\] is blank"),
        ({"texts": b"abc"}, TypeError, "single bytes"),
        ({"texts": []}, ValueError, "texts is empty"),
        ({"texts": ["a", 3]}, TypeError, r"texts\[1\] is int"),
        ({"level": "chars"}, ValueError, "is not one of.*'character'"),
        ({"cell": "ltsm"}, ValueError, "Did you mean 'lstm'"),
        ({"unit": 3}, TypeError, "unit"),
        ({"units": 0}, ValueError, "1 or more"),
        ({"window": 0}, ValueError, "1 or more"),
        ({"vocabulary_size": 4}, ValueError, "leaves no room"),
        ({"tokenizer": "word"}, TypeError, "tokenizer is str"),
    ]:
        with pytest.raises(error, match=message):
            kr.CausalLM.from_data(**{"texts": TEXTS, **options})


def test_fit_and_the_verbs_refuse():
    lm = trained("simple_rnn")
    for call, error, message in [
        (lambda: lm.fit(TEXTS, ["x"] * 6), TypeError, "give texts only"),
        (lambda: lm.fit(["a", ""]), ValueError, r"texts\[1\] is blank"),
        (lambda: lm.fit("a", validation_split=0.9), ValueError, "empty"),
        (lambda: lm.fit(TEXTS, class_weight={0: 1}), TypeError, "no classes"),
        (lambda: lm.evaluate([]), ValueError, "empty"),
        (lambda: lm.score([3]), TypeError, "is int"),
        (lambda: lm.generate("a", 0), ValueError, "max_length"),
        (lambda: lm.generate("a", 2.5), TypeError, "max_length"),
        (lambda: lm.generate("a", sampler="best"), ValueError, "sampler"),
        (lambda: lm.generate([]), ValueError, "prompts is empty"),
        (lambda: lm.generate(["a", None]), TypeError, r"prompts\[1\]"),
        (
            lambda: lm.generate("a", allow=lambda *_: [True]),
            ValueError,
            "allow",
        ),
    ]:
        with pytest.raises(error, match=message):
            call()


# -- Input that is odd and just works -----------------------------------------


def test_odd_texts_and_prompts_just_work():
    lm = trained("simple_rnn")
    assert lm.generate("😀 Ж", 3, "greedy").startswith("😀 Ж")
    assert lm.generate(["", "\n"], 5, seed=0)[1].startswith("\n")
    assert lm.generate("a", 10**12, seed=0).startswith("a")  # until it ends
    assert lm.generate("ab" * 500, 4, "greedy").startswith("ab" * 500)
    only_b = np.array([x == "b" for x in lm.tokenizer.vocabulary])
    assert lm.generate("a", 3, allow=lambda *_: only_b) == "abbb"
    assert lm.generate("a", 9, seed=5) == lm.generate("a", 9, seed=5)
    pieces, nats = lm.surprise("a😀b")
    assert pieces == ["a", "😀", "b"]
    # An unknown token has a probability as any other, and is counted.
    assert np.isfinite(nats).all()
    scores = lm.evaluate(["a😀b"], verbose=0, return_dict=True)
    expected = lm.surprises(["a😀b"])[0].mean()
    np.testing.assert_allclose(scores["loss"], expected, rtol=1e-5)
    np.testing.assert_allclose(scores["unknown"], 1 / 4)
    alone = lm.evaluate(["😀"], verbose=0, return_dict=True)
    assert 1 < alone["perplexity"] < np.inf and alone["unknown"] == 1 / 2


def test_texts_of_any_length_are_trained():
    lm = trained("simple_rnn", window=64)
    lm.fit("a", verbose=0)  # shorter than a window
    lm.fit("abc" * 500, epochs=2, validation_split=0.1, verbose=0)
    lm.fit(TEXTS, sample_weight=[0, 0, 0, 0, 0, 1], verbose=0)
    weighed = lm.evaluate(TEXTS, sample_weight=[0, 0, 0, 0, 0, 1], verbose=0)
    tokens = len(TEXTS[-1]) + 1
    np.testing.assert_allclose(
        weighed[0], -lm.score(TEXTS[-1])[0] / tokens, rtol=1e-5
    )


def test_cuts_cover_all_steps_in_always_as_many_pieces():
    rng = np.random.default_rng(0)
    for steps, window in itertools.product(
        (1, 7, 8, 9, 15, 16, 17, 99), (1, 8)
    ):
        for _ in range(20):
            pieces = cut(steps, window, rng)
            assert pieces[0][0] == 0 and pieces[-1][1] == steps
            assert all(0 < stop - start <= window for start, stop in pieces)
            ends = [stop for _, stop in pieces]
            assert [start for start, _ in pieces] == [0, *ends[:-1]]
            assert len(pieces) == len(cut(steps, window, rng))


def test_words_keep_their_spacing_and_subwords_work():
    story = "It's late. “Go home,” she said; he went.\n" * 3
    for level in ("word", "subword"):
        lm = kr.CausalLM.from_data(
            story, level=level, cell="simple_rnn", units=4
        )
        assert list(lm.evaluate(story, verbose=0, return_dict=True)) == [
            "loss",
            "perplexity",
            "unknown",
        ]
        assert lm.generate("It's never “late”", 1).startswith(
            "It's never “late”"
        )
        assert len(lm.next("It's", k=3)) == 3


class Only(kr.sampling.Sampler):
    """Draws one of some tokens only, which it holds in a list."""

    def __init__(self, tokens):
        super().__init__(temperature=0)
        self.tokens = tokens

    def filter(self, logits):
        allowed = np.isin(np.arange(logits.shape[-1]), self.tokens)
        return ops.where(allowed, logits, -np.inf)


@pytest.mark.backends
@pytest.mark.compiled
def test_a_sampler_of_the_users_own_is_the_one_that_draws():
    lm = kr.CausalLM.from_data("abc" * 9, cell="gru", units=3)
    for letter in "abc":
        (token,) = lm.tokenizer.encode(letter)
        written = lm.generate("a", 4, Only([token]))
        assert written == "a" + 4 * letter
