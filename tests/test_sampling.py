# Pulled from nbs/appendix/sampling.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn import text
from keras_rnn.layers import CELLS, Recurrent
from keras_rnn.sampling import *


def rows_of(count):
    """The numbers of the first rows."""
    return ops.arange(count, dtype="int32")


@pytest.mark.backends
def test_uniform_looks_uniform_and_depends_on_its_address_alone():
    numbers = ops.convert_to_numpy(uniform(7, rows_of(200), 3, 500))
    assert numbers.min() > 0
    assert numbers.max() < 1
    counts, _ = np.histogram(numbers, bins=100, range=(0, 1))
    expected = numbers.size / 100
    assert ((counts - expected) ** 2 / expected).sum() < 150  # 99 expected
    for axis in (0, 1):  # neighbours know nothing of each other
        a, b = np.delete(numbers, 0, axis), np.delete(numbers, -1, axis)
        assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 0.015
    alone = ops.convert_to_numpy(uniform(7, rows_of(200)[50:51], 3, 500))
    np.testing.assert_array_equal(alone[0], numbers[50])
    for seed, step in ((8, 3), (7, 4), (2**40, 3), (-1, 3)):
        other = ops.convert_to_numpy(uniform(seed, rows_of(200), step, 500))
        assert abs(np.corrcoef(other.ravel(), numbers.ravel())[0, 1]) < 0.015


LOGITS = np.array([[2.0, 1.0, 0.5, 0.0, -1.0, -np.inf]], dtype="float32")
DRAWS = 20000


def frequencies(sampler, logits=LOGITS):
    """How often a sampler draws each token, in many rows of one batch."""
    many = ops.convert_to_tensor(np.repeat(logits, DRAWS, axis=0))
    tokens = sampler.draw(many, 5, rows_of(DRAWS), 0)
    tokens = ops.convert_to_numpy(tokens)
    return np.bincount(tokens, minlength=logits.shape[1])


@pytest.mark.backends
def test_samplers_draw_with_the_probabilities_they_promise():
    softmax = np.exp(LOGITS[0]) / np.exp(LOGITS[0]).sum()
    tempered = np.exp(LOGITS[0] / 0.5) / np.exp(LOGITS[0] / 0.5).sum()
    best_two = np.where(np.arange(6) < 2, softmax, 0)
    for sampler, expected in [
        (RandomSampler(), softmax),
        (RandomSampler(temperature=0.5), tempered),
        (TopKSampler(k=2), best_two / best_two.sum()),
        (TopKSampler(k=99), softmax),
        # 0.55 + 0.20 of the probability are less than 0.8: three are needed
        (TopPSampler(p=0.8), softmax[:3] / softmax[:3].sum()),
        (TopPSampler(p=1.0), softmax),
    ]:
        expected = np.pad(expected, (0, 6 - len(expected)))
        np.testing.assert_allclose(
            sampler.probabilities(LOGITS)[0], expected, atol=1e-6
        )
        counts, possible = frequencies(sampler), expected > 0
        assert counts[~possible].sum() == 0
        wanted = DRAWS * expected[possible]
        chi_squared = ((counts[possible] - wanted) ** 2 / wanted).sum()
        assert chi_squared < 20  # 1 to 4 expected; 20 by chance: 1 in 2,000


@pytest.mark.backends
def test_without_chance_every_sampler_is_greedy():
    logits = np.random.default_rng(0).normal(size=(50, 9)).astype("float32")
    logits[0] = 1.0  # all alike: the first is taken
    best = logits.argmax(axis=1)
    for sampler in [
        GreedySampler(),
        RandomSampler(temperature=0),
        RandomSampler(temperature=1e-6),
        TopKSampler(k=1, temperature=2.0),
        TopKSampler(k=3, temperature=0),
        TopPSampler(p=1e-6),
        TopPSampler(temperature=0),
    ]:
        tokens = sampler.draw(ops.convert_to_tensor(logits), 1, rows_of(50), 0)
        tokens = ops.convert_to_numpy(tokens)
        if sampler.temperature == 1e-6:
            tokens[0] = 0  # among equals the faintest noise decides
        np.testing.assert_array_equal(tokens, best)


@pytest.mark.backends
def test_samplers_refuse_bad_values_and_go_through_json():
    for make, error, message in [
        (lambda: RandomSampler(-1), ValueError, "temperature must be 0 to"),
        (lambda: RandomSampler(np.nan), ValueError, "temperature"),
        (lambda: RandomSampler("hot"), TypeError, "temperature"),
        (lambda: RandomSampler(seed=0.5), TypeError, "seed must be a whole"),
        (lambda: TopKSampler(0), ValueError, "k must be 1 to"),
        (lambda: TopKSampler(2.5), TypeError, "k must be a whole"),
        (lambda: TopPSampler(0), ValueError, "p must be"),
        (lambda: TopPSampler(1.5), ValueError, "p must be"),
        (lambda: get("topk"), ValueError, "Did you mean 'top_k'"),
        (lambda: get(3), TypeError, "a name or a sampler"),
    ]:
        with pytest.raises(error, match=message):
            make()
    for name in ("greedy", "random", "top_k", "top_p"):
        sampler = get(name)
        assert get(sampler) is sampler
        config = keras.saving.serialize_keras_object(sampler)
        again = keras.saving.deserialize_keras_object(config)
        assert type(again) is type(sampler)
        assert again.get_config() == sampler.get_config()


@pytest.mark.backends
def test_impossible_ids_have_no_probability_and_padding_no_surprise():
    possible = np.random.default_rng(0).normal(size=(2, 3, 4))
    logits = Impossible((0, 2))(ops.convert_to_tensor(possible, "float32"))
    odds = ops.convert_to_numpy(ops.softmax(logits))
    assert odds.shape == (2, 3, 6)
    assert (odds[..., [0, 2]] == 0).all()
    np.testing.assert_allclose(
        ops.convert_to_numpy(logits)[..., [1, 3, 4, 5]], possible, rtol=1e-6
    )
    targets = np.array([[3, 5, -1], [4, -1, -1]])
    nats = ops.convert_to_numpy(surprise(targets, logits))
    for row, column in np.ndindex(2, 3):
        target, expected = targets[row, column], 0
        if target >= 0:
            expected = -np.log(odds[row, column, target])
        np.testing.assert_allclose(nats[row, column], expected, rtol=1e-5)


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_steps_are_the_full_pass(cell):
    keras.utils.set_random_seed(0)
    x = np.random.default_rng(0).normal(size=(3, 7, 4)).astype("float32")
    layer = Recurrent(cell, 5, num_layers=2)
    sequence, last = layer(x)
    _, states = layer(x[:, :1])
    for t in range(1, 7):
        output, states = step(layer, ops.convert_to_tensor(x[:, t]), states)
        np.testing.assert_allclose(
            ops.convert_to_numpy(output),
            ops.convert_to_numpy(sequence[:, t]),
            atol=1e-6,
        )
    for ours, full in zip(states, last, strict=True):
        for a, b in zip(ours, full, strict=True):
            np.testing.assert_allclose(
                ops.convert_to_numpy(a), ops.convert_to_numpy(b), atol=1e-6
            )


PROMPTS = [[2, 4, 5, 6, 5, 4], [2], [2, 7, 4], [2, 5], [2, 6, 6, 6, 5]]


def small_network(cell="gru", num_layers=1):
    """A language model over eight ids, and its generator."""
    keras.utils.set_random_seed(1)
    wide = keras.initializers.RandomNormal(stddev=2.0)
    embedding = keras.layers.Embedding(8, 5, embeddings_initializer=wide)
    recurrent = Recurrent(cell, 6, num_layers=num_layers)
    dense = keras.layers.Dense(8, kernel_initializer=wide)
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    mask = keras.Input((None,), dtype="bool", name="mask")
    sequence, states = recurrent(embedding(tokens), mask=mask)
    network = keras.Model([tokens, mask], [dense(sequence), states])

    def begin(inputs):
        x = embedding(inputs["tokens"])
        sequence, states = recurrent(x, mask=inputs["mask"])
        # At padding a recurrent layer repeats its last real output.
        return dense(sequence[:, -1]), states

    def next_step(token, states):
        x, states = step(recurrent, embedding(token), states)
        return dense(x), states

    return network, Generator(network, begin, next_step)


def prompts(rows=PROMPTS, width=None):
    """Inputs of `begin`, padded on the right."""
    tokens, mask = text.pad(rows, width)
    return {"tokens": tokens, "mask": mask}


def next_odds(network, ids):
    """Probabilities of the next id after some ids, by the full pass."""
    tokens, mask = text.pad([ids], 20)
    logits = ops.convert_to_numpy(network([tokens, mask])[0])[0, -1]
    odds = np.exp(logits - logits.max())
    odds[[0, 1, 2]] = 0
    return odds / odds.sum()


@pytest.mark.backends
@pytest.mark.compiled
@pytest.mark.parametrize("cell", CELLS)
def test_the_loop_writes_what_reading_anew_would(cell):
    network, generator = small_network(cell, num_layers=2)
    written = generator(prompts(), 12, "greedy")
    for prompt, ids in zip(PROMPTS, written, strict=True):
        expected = []
        while len(expected) < 12:
            best = int(next_odds(network, prompt + expected).argmax())
            if best == text.END:
                break
            expected.append(best)
        assert ids == expected
    assert len({tuple(ids) for ids in written}) > 2  # not all the same


@pytest.mark.backends
@pytest.mark.compiled
def test_rows_do_not_depend_on_neighbours_padding_or_batch():
    _, generator = small_network()
    many = PROMPTS * 3
    written = generator(prompts(many), 20, seed=3)
    assert written == generator(prompts(many), 20, seed=3)
    assert written == generator(prompts(many), 20, RandomSampler(seed=3))
    assert written == generator(prompts(many, 40), 20, seed=3)
    assert written[:7] == generator(prompts(many[:7]), 20, seed=3)
    assert [ids[:5] for ids in written] == generator(prompts(many), 5, seed=3)
    assert written[5:10] != written[:5]  # the same prompts, other rows
    assert written != generator(prompts(many), 20, seed=4)
    assert generator(prompts(many), 20) != generator(prompts(many), 20)
    ones = generator(prompts(many), 20, TopKSampler(k=1, seed=1))
    assert ones == generator(prompts(many), 20, "greedy")
    cold = RandomSampler(temperature=0, seed=1)
    assert ones == generator(prompts(many), 20, cold)


@pytest.mark.backends
@pytest.mark.compiled
def test_texts_come_as_often_as_the_model_says():
    network, generator = small_network()
    count = 3000  # several batches, the last one not full
    written = generator(prompts([[2, 4]] * count), 2, seed=0)
    seen = {}
    for ids in written:
        seen[tuple(ids)] = seen.get(tuple(ids), 0) + 1
    odds, first = {}, next_odds(network, [2, 4])
    odds[()] = first[text.END]
    for a in range(4, 8):
        second = next_odds(network, [2, 4, a])
        odds[a,] = first[a] * second[text.END]
        odds |= {(a, b): first[a] * second[b] for b in range(4, 8)}
    np.testing.assert_allclose(sum(odds.values()), 1, rtol=1e-6)
    assert seen.keys() <= odds.keys()
    wanted = {ids: p * count for ids, p in odds.items() if p * count > 4}
    chi_squared = sum(
        (seen.get(ids, 0) - n) ** 2 / n for ids, n in wanted.items()
    )
    assert chi_squared < len(wanted) + 4 * (2 * len(wanted)) ** 0.5


@pytest.mark.backends
@pytest.mark.compiled
def test_allow_further_training_and_room_by_need(monkeypatch):
    network, generator = small_network()
    letters = ops.convert_to_tensor(np.arange(8) == 5)

    def only_fives(tokens, at):
        return ops.logical_and(letters, at < 30)

    # Nothing is allowed from step 30 on: the rows end.
    assert generator(prompts(), 10**9, allow=only_fives) == [[5] * 30] * 5
    monkeypatch.setattr("keras_rnn.sampling.MAX_WIDTH", 16)
    assert generator(prompts(), 10**9, allow=only_fives) == [[5] * 30] * 5

    def no_repeats(tokens, at):
        return ~ops.any(
            tokens[:, :, None] == ops.arange(8, dtype="int32"), axis=1
        )

    for ids in generator(prompts(), 20, allow=no_repeats, seed=0):
        assert len(ids) == len(set(ids)) <= 4
    with pytest.raises(ValueError, match="allow returned the shape"):
        generator(prompts(), 5, allow=lambda tokens, at: letters[:3])
    for value, error in [(0, ValueError), (2.5, TypeError), (-1, ValueError)]:
        with pytest.raises(error, match="max_length must be"):
            generator(prompts(), value)
    with pytest.raises(TypeError, match="seed must be a whole"):
        generator(prompts(), 5, seed="x")
    bias = np.zeros(8)
    bias[6] = 1e6
    network.weights[-1].assign(bias)  # from now on it writes sixes
    assert generator(prompts(), 3, seed=0) == [[6] * 3] * 5
