"""What `Seq2SeqLM(copy=True)` promises."""

import functools

import keras
import numpy as np
import pytest
from keras import ops

import keras_rnn as kr
from keras_rnn import text
from keras_rnn.layers import CELLS

# -- The whole network is the mixture -----------------------------------------
# Three small models, each of another cell, and sources that need copying:
# *zoe* and *ali* are in no vocabulary. The probabilities of the network are
# compared with the formula, word by word, computed by NumPy from gate,
# vocabulary and attention.


SOURCES = ["a zoe b", "ali", "a b zoe a zoe b ali", "b zoe a b"]
TARGETS = ["zoe a", "ali ali", "zoe a a ali b", "a b"]
OPTIONS = {
    "simple_rnn": {"attention": "dot"},
    "lstm": {"attention": "additive", "tied": True},
    "gru": {"attention": "additive", "bidirectional": False},
}


@functools.cache
def copier(cell):
    """A small model after a little training."""
    keras.utils.set_random_seed(0)
    model = kr.Seq2SeqLM.from_data(
        SOURCES,
        TARGETS,
        cell=cell,
        units=6,
        embedding_dim=5,
        min_count=7,
        learning_rate=0.02,
        copy=True,
        **OPTIONS[cell],
    )
    assert model.tokenizer.vocabulary[4:] == ("a", "b")
    model.fit(SOURCES, TARGETS, batch_size=2, verbose=0)
    return model


def source_inputs(model, sources, wider=0):
    """Sources padded, with something under the padding."""
    tokens, mask = text.pad(model.encode(sources))
    tokens = np.pad(tokens, ((0, 0), (0, wider)), constant_values=4)
    mask = np.pad(mask, ((0, 0), (0, wider)))
    tokens[~mask] = 4  # must not matter
    return {"source": tokens, "source_mask": mask}


def inputs_of(model, wider=0):
    """What the network reads of all pairs."""
    ids = [row[:-1] for row in model.encode_targets(TARGETS, SOURCES)]
    target, mask = text.pad(ids)
    inputs = source_inputs(model, SOURCES, wider)
    return {**inputs, "target": target, "target_mask": mask}


def probabilities(logits):
    """The softmax, as NumPy."""
    return ops.convert_to_numpy(ops.softmax(logits))


def test_ids_beyond_the_vocabulary_are_first_places():
    model = copier("gru")
    size = len(model.tokenizer)
    a, b = 4, 5
    assert model.encode(SOURCES[2:3]) == [
        [a, b, size + 2, a, size + 2, b, size + 6]
    ]
    (ids,) = model.encode_targets(["ali zoe who"], SOURCES[2:3])
    expected = [size + 6, size + 2, text.UNKNOWN, text.END]
    assert ids == [text.START, *expected]
    assert model.encode_targets(["zoe"], ["a"])[0][1] == text.UNKNOWN


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_probabilities_are_the_mixture(cell):
    model = copier(cell)
    size = len(model.tokenizer)
    for wider in (0, 5):
        inputs = inputs_of(model, wider)
        found = probabilities(model.network(inputs))
        places = inputs["source"].shape[1]
        assert found.shape[-1] == size + places
        np.testing.assert_allclose(found.sum(axis=-1), 1, rtol=1e-5)
        assert (found[..., text.PAD] == 0).all()
        seen = model.writer.features(inputs)
        features = seen["features"]
        gate = probabilities(
            ops.concatenate(
                [
                    model.writer.copying.gate(features),
                    ops.zeros_like(features[..., :1]),
                ],
                axis=-1,
            )
        )[..., 0]
        if model.writer.possible is None:
            known = model.writer.embedding(features, reverse=True)
        else:
            known = model.writer.possible(features)
        known = probabilities(known)
        weights = ops.convert_to_numpy(seen["weights"])
        for row, step in np.argwhere(inputs["target_mask"]):
            expected = np.zeros(size + places)
            expected[1:size] = gate[row, step] * known[row, step]
            for place in np.flatnonzero(inputs["source_mask"][row]):
                word = inputs["source"][row, place]
                share = (1 - gate[row, step]) * weights[row, step, place]
                expected[word] += share
            np.testing.assert_allclose(found[row, step], expected, atol=1e-5)


# -- Padding and neighbours change nothing; stepwise is the full pass ---------


@pytest.mark.parametrize("cell", CELLS)
def test_scores_do_not_depend_on_batches_and_padding(cell):
    model = copier(cell)
    scores = model.score(SOURCES, TARGETS)
    again = model.score(SOURCES, TARGETS, batch_size=1)
    np.testing.assert_allclose(again, scores, atol=1e-5)
    for wider in (0, 5):
        odds = probabilities(model.network(inputs_of(model, wider)))
        for row, ids in enumerate(model.encode_targets(TARGETS, SOURCES)):
            chosen = odds[row, np.arange(len(ids) - 1), ids[1:]]
            np.testing.assert_allclose(
                scores[row], np.log(chosen).sum(), atol=1e-4
            )
    mean = -scores.sum() / sum(len(item.split()) + 1 for item in TARGETS)
    result = model.evaluate(SOURCES, TARGETS, 3, verbose=0)
    np.testing.assert_allclose(result[0], mean, rtol=1e-4)


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_stepwise_equals_the_full_pass(cell):
    model = copier(cell)
    inputs = inputs_of(model)
    full = probabilities(model.network(inputs))
    given = source_inputs(model, SOURCES)
    logits, states = model.writer.begin(
        {name: ops.convert_to_tensor(x) for name, x in given.items()}
    )
    for place in range(inputs["target"].shape[1]):
        real = inputs["target_mask"][:, place]
        np.testing.assert_allclose(
            probabilities(logits)[real], full[real, place], atol=1e-5
        )
        if place + 1 < inputs["target"].shape[1]:
            token = ops.convert_to_tensor(inputs["target"][:, place + 1])
            logits, states = model.writer.step(token, states)


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_what_is_written_has_the_score_of_score(cell):
    model = copier(cell)
    for options in ({"sampler": "beam"}, {"sampler": "random", "seed": 1}):
        options |= {"num_results": 3, "return_scores": True, "max_length": 12}
        results = model.generate(SOURCES, **options)
        others = model.generate([SOURCES[row] for row in (0, 1, 3)], **options)
        assert [w for w, _ in others[0]] == [w for w, _ in results[0]]
        for source, row in zip(SOURCES, results, strict=True):
            for written, score in row:
                assert set(written.split()) <= {"a", "b", *source.split()}
                if 0 < len(written.split()) < 12:
                    (expected,) = model.score([source], [written])
                    np.testing.assert_allclose(score, expected, atol=1e-4)


def test_words_that_were_written_are_looked_at_less():
    model = copier("gru")
    inputs = inputs_of(model)
    kept = model.writer.coverage.get_weights()
    model.writer.coverage.set_weights([np.float32(-1e3)])
    looks = ops.convert_to_numpy(model.writer.looks(inputs))
    model.writer.coverage.set_weights(kept)
    some = 0
    for row, step in np.argwhere(inputs["target_mask"]):
        places = np.flatnonzero(inputs["source_mask"][row])
        words = inputs["source"][row, places].tolist()
        left = list(words)
        for word in inputs["target"][row, : step + 1]:
            if word in left:
                left.remove(word)
        on_left = sum(
            looks[row, step, place]
            for place, word in zip(places, words, strict=True)
            if word in left
        )
        if left:
            np.testing.assert_allclose(on_left, 1, atol=1e-5)
            some += len(left) < len(words)
    assert some > 3


def test_attention_maps_and_odd_texts():
    model = copier("gru")
    source, target, weights = model.attention_map(SOURCES[2], TARGETS[2])
    assert source == SOURCES[2].split()
    assert target == [*TARGETS[2].split(), "[END]"]
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-5)
    odd = ["zzz qqq", "😀 שלום", "zoe " * 600]
    for written in model.generate(odd, max_length=5):
        assert isinstance(written, str)
    assert np.isfinite(model.score(odd, ["qqq", "what", "zoe a"])).all()


# -- What only copying can do -------------------------------------------------
# Sentences in the passive, about people with new names: *anna sees tom*
# becomes *tom is seen by anna*. No name of the test was in training, so
# without copying none can be written.


VERBS = {"sees": "seen", "calls": "called", "helps": "helped"}


def passive(count, people, rng):
    """Sentences, and the same in the passive."""
    found = []
    for _ in range(count):
        who, whom = rng.choice(people, 2, replace=False)
        verb = rng.choice(list(VERBS))
        passive = f"{whom} is {VERBS[verb]} by {who}"
        found.append((f"{who} {verb} {whom}", passive))
    return [list(side) for side in zip(*found, strict=True)]


@pytest.mark.compiled
@pytest.mark.slow
def test_new_words_are_copied_exactly():
    rng = np.random.default_rng(0)
    people = [f"p{number}" for number in range(300)]
    train = passive(400, people[:200], rng)
    sources, targets = passive(100, people[200:], rng)
    model = kr.Seq2SeqLM.from_data(
        *train,
        units=32,
        embedding_dim=24,
        min_count=20,
        learning_rate=0.01,
        dropout=0.0,
        attention="additive",
        copy=True,
    )
    model.fit(*train, batch_size=32, epochs=10, verbose=0)
    written = model.generate(sources)
    right = sum(x == y for x, y in zip(written, targets, strict=True))
    assert right >= 99, right  # of 100


# -- Bad input is refused -----------------------------------------------------


def test_copying_refuses_what_it_cannot_do():
    data = (["a b", "b"], ["b", "a b"])
    with pytest.raises(ValueError, match="copy needs attention"):
        kr.Seq2SeqLM.from_data(*data, copy=True, attention=None)
    with pytest.raises(ValueError, match="copy needs attention"):
        kr.encoder_decoder("gru", 9, 9, copy=True)
    with pytest.raises(ValueError, match="one vocabulary.*9 and 8 ids"):
        kr.encoder_decoder("gru", 9, 8, attention="dot", copy=True)
    tokenizers = [text.WordTokenizer(["a", letter]) for letter in "bc"]
    with pytest.raises(ValueError, match="same tokenizer"):
        kr.Seq2SeqLM.from_data(*data, copy=True, tokenizer=tokenizers)
