# Pulled from nbs/appendix/metrics.ipynb by tools/pull_tests.py. Do not edit.

import functools
import math
import random
import re

import numpy as np
import pytest

from keras_rnn.metrics import *
from keras_rnn.text import SCHEMES, caption_words, spans


def test_mcnemar_is_the_binomial_test_of_scipy():
    from scipy.stats import binomtest

    generator = np.random.default_rng(0)
    for count in (1, 5, 40, 3000):
        truth, first, second = generator.integers(0, 3, size=(3, count))
        only_first = int(((first == truth) & (second != truth)).sum())
        only_second = int(((first != truth) & (second == truth)).sum())
        tosses = only_first + only_second
        expected = binomtest(only_first, tosses).pvalue if tosses else 1.0
        assert abs(mcnemar(truth, first, second) - expected) < 1e-9
        assert mcnemar(truth, first, second) == mcnemar(truth, second, first)
    assert mcnemar(["pos"] * 9, ["pos"] * 9, ["neg"] * 9) == 2 / 2**9


def test_paired_test_is_the_permutation_test_of_scipy():
    from scipy.stats import permutation_test

    first, second = np.random.default_rng(0).normal(0.4, size=(2, 9))
    expected = permutation_test(
        (first, second),
        lambda a, b: (a - b).mean(),
        permutation_type="samples",
        n_resamples=2**9,
    ).pvalue
    assert abs(paired_test(first, second) - expected) < 1e-9
    assert paired_test([1, 2, 3], [1, 2, 3]) == 1
    # Many pairs: random signs, near the normal approximation.
    first = np.random.default_rng(1).normal(0.2, size=100)
    z = abs(first.mean()) / (np.sqrt((first**2).mean() / 100))
    normal = math.erfc(z / 2**0.5)
    assert abs(paired_test(first, np.zeros(100)) - normal) < 0.02


def test_bootstrap_interval_of_a_mean_is_the_one_of_the_formula():
    right = [1] * 160 + [0] * 40
    low, high = bootstrap_interval(np.mean, right, repeats=4000)
    half = 1.96 * (0.8 * 0.2 / 200) ** 0.5
    assert abs(low - (0.8 - half)) < 0.01 and abs(high - (0.8 + half)) < 0.01
    # Lists stay lists, and rows stay together.
    same = bootstrap_interval(
        lambda a, b: float(a == b and isinstance(a, list)), right, right
    )
    assert same == (1, 1)


def test_what_cannot_be_compared_is_refused():
    for call, message in [
        (lambda: mcnemar([1, 2], [1, 2], [1]), r"1 \(second\)"),
        (lambda: mcnemar([], [], []), "1 or more"),
        (lambda: paired_test([1.0], [float("nan")]), "finite"),
        (lambda: bootstrap_interval(len, [1], [1, 2]), r"2 \(column 1\)"),
        (lambda: bootstrap_interval(len, [1], level=95), "between 0 and 1"),
    ]:
        with pytest.raises(ValueError, match=message):
            call()


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


def test_captions_are_counted_as_by_hand():
    found = bleu_corpus(["a dog runs"], [["A dog sits.", "The dog runs!"]])
    assert [round(x, 4) for x in found.values()] == [100, 100, 0, 0]
    # 2 of 4 words; the nearest reference has 5: exp(1 - 5 / 4)
    found = bleu_corpus(["a a a dog"], [["a dog is here now", "x"]])
    assert found["bleu_1"] == pytest.approx(50 * math.exp(-1 / 4))
    # lengths 3 and 5 are as near to 4: the shorter counts, no penalty
    found = bleu_corpus(["a b c d"], [["a b c d e", "a b c"]])
    assert found["bleu_1"] == pytest.approx(100)
    assert bleu_corpus([""], [["a dog"]])["bleu_1"] == 0
    found = cider(["a dog", "the cat"], [["a dog"], ["a cat"]])
    assert found == pytest.approx((5 + 10 / 4 / 2**0.5) / 2)
    # A word too many: the cosines and the lengths pay for it.
    found = cider(["dog", "a cat dog"], [["dog"], ["cat"]])
    longer = 10 / 4 / 3**0.5 * math.exp(-(2**2) / 72)
    assert found == pytest.approx((2.5 + longer) / 2)
    # Said twice, a word counts as often as in the reference.
    found = cider(["dog dog", "cat"], [["dog"], ["cat"]])
    twice = 2.5 * 0.5 * math.exp(-1 / 72)
    assert found == pytest.approx((twice + 2.5) / 2)


def test_captions_are_words_without_punctuation():
    words = "a dog does n't catch 3.5 of the men 's t-shirts".split()
    text = "A dog doesn't catch 3.5 of the men's T-shirts ."
    assert caption_words(text) == words
    assert caption_words(" ".join(words)) == words
    assert caption_words("Café, naïve; कुत्ता।") == ["café", "naïve", "कुत्ता"]


def test_caption_measures_are_those_of_coco():
    """pycocoevalcap counts the same, to the last digit but rounding."""
    bleu = pytest.importorskip("pycocoevalcap.bleu.bleu_scorer")
    scorer = pytest.importorskip("pycocoevalcap.cider.cider_scorer")
    rng = np.random.default_rng(0)
    words = "a dog the man red runs on grass in water".split()

    def sentence():
        return " ".join(rng.choice(words, rng.integers(1, 12)))

    written = [sentence() for _ in range(60)]
    references = [[sentence() for _ in range(5)] for _ in written]
    peers = bleu.BleuScorer(n=4), scorer.CiderScorer()
    for pair in zip(written, references, strict=True):
        for peer in peers:
            peer += pair
    expected, _ = peers[0].compute_score(option="closest", verbose=0)
    found = list(bleu_corpus(written, references).values())
    np.testing.assert_allclose(found, 100 * np.array(expected), atol=1e-4)
    expected, _ = peers[1].compute_score()
    assert cider(written, references) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    "references, message",
    [
        ([["a"], ["b"]], "1 captions but 2 groups"),
        (["a dog"], r"references\[0\] must be a list"),
        ([[]], r"references\[0\] must be a list"),
        ([[3]], "not a string"),
    ],
)
def test_captions_that_cannot_be_judged_are_refused(references, message):
    for measure in bleu_corpus, cider:
        with pytest.raises((TypeError, ValueError), match=message):
            measure(["a dog"], references)


@pytest.mark.parametrize(
    "rows, bleu, expected",
    [
        (slice(7), (90.0877, 73.8800, 60.5097, 49.1252), 2.4711),
        (slice(3), (91.6717, 73.9081, 59.0776, 44.8615), 2.2380),
        (slice(3, 7), (88.6192, 73.8493, 61.8771, 52.8655), 2.8350),
    ],
)
def test_caption_measures_are_those_of_coco_to_four_decimals(
    rows, bleu, expected
):
    # How the constants were computed, by pycocoevalcap 1.2, of these very
    # sentences: `Bleu(4).compute_score(references, written)`, times 100, and
    # `Cider().compute_score(references, written)`, both given as dicts from a
    # number to a list of sentences. A word too many, one said too often, a
    # caption too short and one too long, all right, and two to four
    # references each.
    written = [
        "a brown dog runs through the wet grass",
        "two children play in the sand",
        "a man in a red shirt climbs a rock",
        "a a dog dog",
        "the girl",
        "people stand in front of a shop in the rain with black umbrellas",
        "a cat sleeps on a chair",
    ]
    references = """
        a brown dog is running in the grass; the dog runs through wet grass;
        a dog plays outside

        two small children play in the sand at the beach;
        children in the sand; two kids dig a hole at the beach;
        a boy and a girl play

        a climber in a red shirt hangs on a steep rock; a man climbs

        a dog; a black dog and a white dog

        a girl jumps into the water; the girl swims; a girl in the water

        people with umbrellas stand in the rain;
        a crowd waits in front of a shop; people wait in the rain in front of
        a small shop with umbrellas in their hands

        a cat sleeps on a chair; the cat lies on a chair and sleeps;
        a grey cat is asleep
    """
    references = [group.split(";") for group in references.split("\n\n")]
    found = list(bleu_corpus(written[rows], references[rows]).values())
    np.testing.assert_allclose(found, bleu, atol=5.1e-5)
    found = cider(written[rows], references[rows])
    np.testing.assert_allclose(found, expected, atol=5.1e-5)


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


# Written and said, and what jiwer 4.0 gives: its wer and its cer.
JIWER = [
    (["go left", "up"], ["go right now", "up"], 1 / 2, 4 / 7),
    (["", "two"], ["one", "two"], 1 / 2, 1 / 2),
    (["ou est Zo\u00eb"], ["o\u00f9 est Zoe\u0308 ?"], 3 / 4, 5 / 13),
    (["東京 は"], ["東京 です"], 1 / 2, 2 / 5),
    (["a  b c d e"], [" b c "], 3 / 2, 7 / 3),
    (["\U0001f469\u200d\U0001f680 x"], ["\U0001f469 x y"], 2 / 3, 3 / 5),
]


@pytest.mark.parametrize("written, said, words, characters", JIWER)
def test_error_rates_jiwer_gave(written, said, words, characters):
    np.testing.assert_allclose(wer(written, said), words)
    np.testing.assert_allclose(cer(written, said), characters)


def test_error_rates_are_those_of_jiwer():
    jiwer = pytest.importorskip("jiwer")
    rng = np.random.default_rng(0)
    words = "go left Zoë Zoe\u0308 straße 東京 नमस्ते don't 1,000 ...".split()
    for _ in range(200):
        said, written = (
            [" ".join(rng.choice(words, rng.integers(low, 7))) for _ in "ab"]
            for low in (1, 0)
        )
        np.testing.assert_allclose(wer(written, said), jiwer.wer(said, written))
        np.testing.assert_allclose(cer(written, said), jiwer.cer(said, written))


def test_forecast_errors_by_hand():
    truth = [[10.0, 12.0, np.nan], [0.0, 0.0, 4.0]]
    forecast = [[11.0, 10.0, 5.0], [0.0, 1.0, 4.0]]
    assert naive_error([1.0, 3.0, np.nan, 2.0, 4.0], 1) == 2.0
    assert naive_error([1.0, 3.0, 2.0, 7.0], 2) == 2.5
    assert np.isnan(naive_error([1.0, 2.0], 2))
    # (1 + 2) / 2 / 2 and 1 / 3 / 1, their mean
    assert np.isclose(mase(truth, forecast, [2.0, 1.0]), (0.75 + 1 / 3) / 2)
    expected = 200 * (1 / 21 + 2 / 22 + 0 + 1 + 0) / 5
    assert np.isclose(smape(truth, forecast), expected)
    assert (
        coverage(truth, [[10, 13, 0], [0, 0, 5]], [[11, 14, 9], [1, 1, 6]])
        == 0.6
    )
    with pytest.raises(ValueError, match=r"shape \(2, 3\) but"):
        smape(truth, [[1.0, 2.0]])


def test_the_best_quantile_has_the_least_loss():
    rng = np.random.default_rng(0)
    truth = rng.normal(5, 1, size=(1, 4000))
    levels = (0.1, 0.9)
    best = np.quantile(truth, levels) * np.ones((1, 4000, 1))
    least = weighted_quantile_loss(truth, best, levels)
    for shift in ([0.3, 0], [-0.3, 0], [0, 0.3], [0, -0.3]):
        assert weighted_quantile_loss(truth, best + shift, levels) > least
    median = weighted_quantile_loss(truth, np.full((1, 4000, 1), 4.0), (0.5,))
    assert np.isclose(median, np.abs(truth - 4).sum() / truth.sum())
