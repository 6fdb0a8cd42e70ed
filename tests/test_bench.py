# Pulled from nbs/appendix/bench.ipynb by tools/pull_tests.py. Do not edit.

import time

import pytest

from keras_rnn.bench import *


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


with pytest.MonkeyPatch.context() as patch:
    test_measure_takes_turns_of_many_calls(patch)


def test_every_contender_runs():
    times = layer_times("gru", (2, 4, 3, 5), rounds=1)
    for what in ("train", "infer"):
        assert {"ours", "keras", "products"} <= set(times[what])
        assert all(seconds > 0 for [seconds] in times[what].values())


def test_table_names_ratios_and_what_is_missing():
    times = {"ours": [1.0] * 3, "keras": [2.0] * 3, "products": [0.5] * 3}
    table = layer_table("jax", [("gru", SIZES[0], times)], "Training")
    assert "gru 32x30x64x64" in table and "not installed" in table
    assert table.count("2.00x") == 4  # Keras and products, and their means


def test_an_unknown_part_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["layer"])
    assert (
        "there are layers, epoch, growth, start, generation, imdb"
        in capsys.readouterr().err
    )
