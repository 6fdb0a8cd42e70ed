# Pulled from nbs/appendix/bench.ipynb by tools/pull_tests.py. Do not edit.

import time

import keras
import numpy as np
import pytest

from keras_rnn import text
from keras_rnn.course.bench import *


def test_measure_takes_turns_of_many_calls(monkeypatch):
    clock = [0.0]
    calls = []

    def takes(name, seconds):
        def function():
            calls.append(name)
            clock[0] += seconds

        return function

    monkeypatch.setattr(time, "perf_counter", lambda: clock[0])
    contenders = {"a": takes("a", 0.012), "b": takes("b", 0.3)}
    seconds = measure(contenders, rounds=2)
    assert calls == ["a", "b", *["a", "a", "a", "a", "b", "b"] * 2]
    assert seconds["a"] == pytest.approx([0.012] * 2)
    assert seconds["b"] == pytest.approx([0.3] * 2)


def test_ratio_is_a_median_of_rounds():
    middle, low, high = ratio([2.0, 4.0, 60.0], [1.0, 1.0, 1.0])
    assert middle == 4.0 and low == 3.0 and high == 32.0
    assert geometric_mean([2.0, 0.5]) == pytest.approx(1.0)


@pytest.mark.backends
def test_every_contender_runs():
    times = layer_times("gru", (2, 4, 3, 5), rounds=1)
    for what in ("train", "infer"):
        assert {"ours", "keras", "products"} <= set(times[what])
        assert all(seconds > 0 for [seconds] in times[what].values())


def small_translator():
    """A translator of a few words, not trained, and pairs for it."""
    rng = np.random.default_rng(0)
    tokenizers = [
        text.WordTokenizer([f"word{i}" for i in range(20)]) for _ in range(2)
    ]
    rows = [
        [rng.integers(4, 24, size=n).tolist() for n in rng.integers(2, 9, 6)]
        for _ in range(2)
    ]
    targets = [[text.START, *ids, text.END] for ids in rows[1]]
    keras.utils.set_random_seed(0)
    return our_translator(tokenizers, units=8), rows[0], targets


@pytest.mark.slow
def test_the_translators_are_one_network():
    model, sources, targets = small_translator()
    steps = translator_steps(model, pair_batches(sources, targets))
    # The second loss follows a step of Adam: gradients are the same too.
    losses = {name: [step(0), step(0)] for name, step in steps.items()}
    for name in losses:
        np.testing.assert_allclose(losses[name], losses["ours"], atol=1e-4)
    assert losses["ours"][1] < losses["ours"][0]


@pytest.mark.slow
def test_predict_decodes_what_generate_writes():
    model, sources, _ = small_translator()
    keep_from_ending(model)
    written = model.generate(
        [model.tokenizer.decode(ids) for ids in sources], max_length=LENGTH
    )
    found = predict_decoder(model.network)(sources)
    assert written == [model.target_tokenizer.decode(ids) for ids in found]
    assert {len(ids) for ids in found} == {LENGTH}


def test_table_names_ratios_and_what_is_missing():
    times = {"ours": [1.0] * 3, "keras": [2.0] * 3, "products": [0.5] * 3}
    table = layer_table("jax", [("gru", SIZES[0], times)], "Training")
    assert "gru 32x30x64x64" in table and "not installed" in table
    assert table.count("2.00x") == 4  # Keras and products, and their means


def test_an_unknown_part_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["layer"])
    assert f"there are {', '.join(PARTS + EXTRA)}" in capsys.readouterr().err
