# Pulled from nbs/appendix/metrics.ipynb by tools/pull_tests.py. Do not edit.

import functools
import random
import re

import numpy as np
import pytest

from keras_rnn.metrics import *


def test_spans_by_hand():
    tags = "I-PER O B-PER B-PER I-PER I-LOC I-LOC O I-LOC".split()
    assert spans(tags) == [
        ("PER", 0, 1),
        ("PER", 2, 3),
        ("PER", 3, 5),
        ("LOC", 5, 7),
        ("LOC", 8, 9),
    ]
    assert spans(tags, "strict") == [("PER", 2, 3), ("PER", 3, 5)]
    assert spans([]) == spans(["O"]) == []
    assert spans(["B-fromloc.city-name"]) == [("fromloc.city-name", 0, 1)]


def test_bio_is_checked_and_repaired():
    check_bio(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"])
    for tags, message in [
        (["I-PER"], r"tags\[0\] is 'I-PER' at the start: .* 'B-PER'"),
        (["O", "I-PER"], r"tags\[1\] is 'I-PER' after 'O'"),
        (["B-PER", "I-LOC"], r"tags\[1\] is 'I-LOC' after 'B-PER'"),
        (["O", "PER"], "'PER' is no BIO tag"),
        (["B-"], "'B-' is no BIO tag"),
        (["O-PER"], "'O-PER' is no BIO tag"),
    ]:
        with pytest.raises(ValueError, match=message):
            check_bio(tags)
    tags = ["I-PER", "I-PER", "I-LOC", "O", "I-LOC"]
    repaired = ["B-PER", "I-PER", "B-LOC", "O", "B-LOC"]
    assert repair_bio(tags) == repaired
    check_bio(repaired)
    with pytest.raises(ValueError, match="scheme='loose'"):
        spans(tags, "loose")


TAGS = ["O", "O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


def random_case(draw, most=8):
    """Words, right and predicted tags of a few random sentences."""
    lengths = [draw.randint(1, most) for _ in range(draw.randint(1, 4))]
    words = [draw.choices("abc", k=n) for n in lengths]
    true = [draw.choices(TAGS, k=n) for n in lengths]
    predicted = [
        [tag if draw.random() < 0.7 else draw.choice(TAGS) for tag in tags]
        for tags in true
    ]
    return words, true, predicted


def spans_by_pattern(tags, scheme):
    """Spans found by a regular expression in the joined tags."""
    text, found = " ".join(tags) + " ", []
    for label in ("PER", "LOC"):
        start = f"[BI]-{label} " if scheme == "default" else f"B-{label} "
        for match in re.finditer(f"{start}(?:I-{label} )*", text):
            first = text[: match.start()].count(" ")
            found.append((label, first, first + match.group().count(" ")))
    return sorted(found, key=lambda span: span[1])


def f1_by_counting(true, predicted):
    """F1 from precision and recall over two lists."""
    correct = sum(any(a == b for b in true) for a in predicted)
    if not correct:
        return 0.0
    precision, recall = correct / len(predicted), correct / len(true)
    return 2 * precision * recall / (precision + recall)


def test_entity_f1_agrees_with_counting_by_patterns():
    draw = random.Random(0)
    for _ in range(3000):
        _, true, predicted = random_case(draw)
        for scheme in SCHEMES:
            for tags in true:
                assert spans(tags, scheme) == spans_by_pattern(tags, scheme)
            sides = [
                [
                    (index, span)
                    for index, tags in enumerate(side)
                    for span in spans_by_pattern(tags, scheme)
                ]
                for side in (true, predicted)
            ]
            expected = f1_by_counting(*sides)
            assert abs(entity_f1(true, predicted, scheme) - expected) < 1e-12


def test_surface_f1_agrees_with_counting_by_patterns():
    draw = random.Random(1)
    differs = 0
    for _ in range(3000):
        words, true, predicted = random_case(draw)
        right, found, both = set(), set(), set()
        for sentence, a, b in zip(words, true, predicted, strict=True):
            a, b = (spans_by_pattern(tags, "default") for tags in (a, b))
            for kept, side in (right, a), (found, b), (both, a):
                for label, start, end in side:
                    if kept is not both or (label, start, end) in b:
                        kept.add((label, " ".join(sentence[start:end])))
        f1 = 2 * len(both) / (len(right) + len(found)) if both else 0.0
        actual = surface_f1(words, true, predicted)
        assert abs(actual - f1) < 1e-12
        differs += actual != entity_f1(true, predicted)
    assert differs > 100  # the two measures are not the same


def test_entity_f1_agrees_with_seqeval():
    seqeval = pytest.importorskip("seqeval.metrics")
    scheme = pytest.importorskip("seqeval.scheme").IOB2
    draw = random.Random(2)
    for _ in range(500):
        _, true, predicted = random_case(draw)
        assert np.isclose(
            entity_f1(true, predicted), seqeval.f1_score(true, predicted)
        )
        strict = seqeval.f1_score(
            true, predicted, mode="strict", scheme=scheme, zero_division=0
        )
        assert np.isclose(entity_f1(true, predicted, "strict"), strict)


def test_lengths_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match="sentence 1 has 2 true tags but 1"):
        entity_f1([["O"], ["O", "O"]], [["O"], ["O"]])
    with pytest.raises(ValueError, match="1 true tags but 2 predicted tags"):
        entity_f1([["O"]], [["O"], ["O"]])
    with pytest.raises(ValueError, match="sentence 0 has 2 words but 1"):
        surface_f1([["a", "b"]], [["O"]], [["O"]])


def padded_ids(sentences, labels, width=10):
    """Tags as an array of ids, -1 at padding."""
    ids = np.full((len(sentences), width), -1, dtype="int32")
    for row, tags in zip(ids, sentences, strict=True):
        row[: len(tags)] = [labels.index(tag) for tag in tags]
    return ids


@pytest.mark.backends
def test_the_metric_counts_as_the_function():
    draw = random.Random(3)
    labels = sorted(set(TAGS), reverse=True)
    for scheme in SCHEMES:
        metric = EntityF1(labels, scheme)
        seen = [], []
        for _ in range(60):
            _, true, predicted = random_case(draw)
            ids = padded_ids(true, labels)
            guess = padded_ids(predicted, labels)
            guess[ids < 0] = draw.randrange(len(labels))  # must not count
            metric.update_state(ids, guess)
            seen[0].extend(true)
            seen[1].extend(predicted)
            expected = entity_f1(*seen, scheme)
            assert abs(float(metric.result()) - expected) < 1e-6
        again = EntityF1.from_config(metric.get_config())
        assert float(again.result()) == 0.0
        again.update_state(ids, guess)
        assert float(again.result()) <= 1.0


@pytest.mark.backends
def test_accuracy_leaves_padding_out():
    metric = TokenAccuracy()
    metric.update_state([[1, 2, 0, -1]], [[1, 0, 0, 0]])
    metric.update_state([[3, -1, -1, -1]], [[3, 2, 2, 2]])
    assert abs(float(metric.result()) - 3 / 4) < 1e-6


@pytest.mark.backends
def test_nats_do_not_depend_on_batches():
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(6, 5, 7)).astype("float32")
    tokens = rng.integers(0, 7, (6, 5))
    mask = np.arange(5) < rng.integers(1, 6, 6)[:, None]
    odds = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
    chosen = np.take_along_axis(odds, tokens[..., None], -1)[..., 0]
    nats = -np.log(chosen[mask]).mean()
    logits[~mask] = np.inf  # must not count
    for kind, expected in [
        (Nats, nats),
        (Perplexity, np.exp(nats)),
        (BitsPerCharacter, nats / np.log(2)),
    ]:
        for cuts in ([], [1], [2, 5]):
            metric = kind.from_config(kind().get_config())
            for rows in np.split(np.arange(6), cuts):
                if len(cuts) == 2:
                    signed = np.where(mask, tokens, -1)
                    metric.update_state(signed[rows], logits[rows])
                else:
                    metric.update_state(tokens[rows], logits[rows], mask[rows])
            np.testing.assert_allclose(
                float(metric.result()), expected, rtol=1e-5
            )


@pytest.mark.backends
def test_an_even_guess_has_the_perplexity_of_the_vocabulary():
    metric = Perplexity()
    metric.update_state(np.array([[3, 1]]), np.zeros((1, 2, 29)))
    np.testing.assert_allclose(float(metric.result()), 29, rtol=1e-5)


def test_rouge_l_counts_what_is_shared_in_order():
    references = ["the cat sat on the mat", "Oil prices rise.", "a b c", "x"]
    written = ["on the mat the cat sat", "oil rises, prices rise", "", "x"]
    # 3 of 6 and 6, 3 of 4 and 3, 0, and all
    expected = 100 * (3 / 6 + 6 / 7 + 0 + 1) / 4
    np.testing.assert_allclose(rouge_l(written, references), expected)
    with pytest.raises(ValueError):
        rouge_l(written[:2], references)


def test_rouge_l_is_that_of_rouge_score():
    rouge_scorer = pytest.importorskip("rouge_score.rouge_scorer")
    scorer = rouge_scorer.RougeScorer(["rougeL"])
    rng = np.random.default_rng(0)
    for _ in range(50):
        first, second = (
            " ".join(rng.choice(["the", "U.S.", "1.5%", "Zoë's"], size))
            for size in rng.integers(1, 9, 2)
        )
        expected = scorer.score(first, second)["rougeL"].fmeasure
        found = rouge_l([first], [second]) / 100
        np.testing.assert_allclose(found, expected)


def test_edit_distance_by_recursion():
    @functools.cache
    def slow(a, b):
        if not a or not b:
            return len(a) + len(b)
        change = slow(a[1:], b[1:]) + (a[0] != b[0])
        return min(change, slow(a[1:], b) + 1, slow(a, b[1:]) + 1)

    rng = np.random.default_rng(0)
    for _ in range(50):
        a, b = ("".join(rng.choice(list("abc"), rng.integers(7))) for _ in "ab")
        assert edit_distance(a, b) == slow(a, b)


def test_error_rates():
    said = ["the cat sat", "on the mat"]
    assert wer(said, said) == cer(said, said) == 0
    # One word of six; two characters of 21.
    assert wer(["the bat sat", "on the mat"], said) == 1 / 6
    assert cer(["the bat sat", "on the mats"], said) == 2 / 21
    assert wer(["", ""], said) == 1
    assert wer(["a b c"], ["d"]) == 3
    with pytest.raises(ValueError, match="1 texts and 2 references"):
        wer(["a"], said)
    with pytest.raises(TypeError, match="must be a list"):
        cer("a", "b")
    with pytest.raises(ValueError, match="nothing was said"):
        wer(["a"], [""])


def test_error_rates_are_those_of_jiwer():
    jiwer = pytest.importorskip("jiwer")
    rng = np.random.default_rng(0)
    words = "go left right up down".split()
    said = [" ".join(rng.choice(words, 5)) for _ in range(20)]
    written = [" ".join(rng.choice(words, 1 + i % 7)) for i in range(20)]
    np.testing.assert_allclose(wer(written, said), jiwer.wer(said, written))
    np.testing.assert_allclose(cer(written, said), jiwer.cer(said, written))
