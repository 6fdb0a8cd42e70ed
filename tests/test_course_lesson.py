# Pulled from nbs/appendix/lesson.ipynb by tools/pull_tests.py. Do not edit.

import functools

import numpy as np

from keras_rnn.course.lesson import *
from keras_rnn.course.lesson import _full_scale


def test_scale_is_checked():
    import pytest

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KERAS_RNN_SCALE", "full")
        assert _full_scale()
        patch.delenv("KERAS_RNN_SCALE")
        assert not _full_scale()
        patch.setenv("KERAS_RNN_SCALE", "ful")
        with pytest.raises(ValueError, match="'ful'"):
            _full_scale()


def test_noise_is_that_of_texts_and_of_seeds():
    import pytest

    generator = np.random.default_rng(0)
    first, second = generator.random((2, 400)) < 0.8
    formula = 1.96 * np.std(first * 1.0 - second) / 20
    assert abs(noise_of(first, second) - formula) < 0.005
    assert noise_of(first, first) == 0  # on every text the same
    # Scores that differ by seed alone.
    by_seed = np.repeat(generator.normal(size=(8, 1)), 50, axis=1)
    spread = 1.96 * by_seed[:, 0].std() / 8**0.5
    assert abs(noise_of(by_seed, np.zeros(50)) - spread) < 0.05
    with pytest.raises(ValueError, match="400 and 50"):
        noise_of(first, by_seed)


def test_headline_says_within_noise():
    import contextlib
    import io
    from unittest import mock

    def verdict(value, baseline, **options):
        with (
            mock.patch.dict("sys.modules", {"IPython.display": None}),
            contextlib.redirect_stdout(io.StringIO()) as said,
        ):
            headline("m", value, baseline, **options)
        return said.getvalue().rpartition(", ")[2].strip(")\n")

    assert verdict(0.82, 0.81) == "better"
    assert verdict(0.82, 0.81, noise=0.02) == "within noise"
    assert verdict(0.82, 0.81, noise=0.001) == "better"
    assert verdict(0.80, 0.81, noise=0.02) == "within noise"
    assert verdict(0.82, 0.81, higher_is_better=False) == "not better"


def test_exercise_says_what_is_wrong():
    import contextlib
    import io

    @exercise
    def check(answer):
        if answer() != 1:
            return "not 1"

    for answer, said in [
        (lambda: 1, "Correct."),
        (lambda: 2, "Not yet: not 1"),
        (lambda: {}["x"], "Not yet: KeyError"),
    ]:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            check(answer)
        assert output.getvalue().startswith(said)


def test_a_version_is_that_of_the_code():
    def changed(source, name="train", **values):
        import linecache
        import types

        file = f"<{len(linecache.cache)} {source}>"
        lines = source.splitlines(keepends=True)
        linecache.cache[file] = (len(source), None, lines, file)
        module = types.ModuleType("notebook")
        module.__dict__.update(values)
        exec(compile(source, file, "exec"), module.__dict__)
        return version(vars(module)[name])

    helper = "def half(x):\n    return x / 2\n"
    train = "def train(x):\n    return [half(n) for n in range(x)]\n"
    same = changed(helper + train)
    said = train.replace(":\n", ':\n    "doc"\n    # why\n', 1)
    assert changed(helper + said) == same
    assert changed(helper + train.replace("range(x)", "range(9)")) != same
    assert changed(helper.replace("2", "3") + train) != same
    assert changed("def other():\n    return 1\n" + helper + train) == same
    model = "class Model:\n    def size(self):\n        return 4\n"
    build = "def train():\n    return Model().size()\n"
    assert changed(model + build) != changed(model.replace("4", "5") + build)
    epochs = "def train():\n    return EPOCHS\n"
    assert changed(epochs, EPOCHS=2) == changed(epochs, EPOCHS=2)
    assert changed(epochs, EPOCHS=2) != changed(epochs, EPOCHS=3)
    table = "def train():\n    return S['network']['units']\n"
    same, other = ({"seeds": range(3), "network": {"units": n}} for n in (2, 3))
    assert changed(table, S=same) == changed(table, S=same)
    assert changed(table, S=same) != changed(table, S=other)
    assert version(functools.partial(version, 1)) == version(version)


def test_a_full_run_happens_once_for_each_setting():
    import tempfile

    import pytest

    from keras_rnn import lesson

    calls = []

    def train(seed):
        calls.append(seed)
        return {"accuracy": seed / 10}

    with tempfile.TemporaryDirectory() as home:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KERAS_HOME", home)
            patch.setattr(lesson, "FULL", True)
            for seed in (1, 2, 1):
                result = lesson.run("name", train, seed=seed)
                assert result == {"accuracy": seed / 10}
            assert calls == [1, 2]
            patch.setattr(lesson, "FULL", False)
            lesson.run("name", train, seed=1)
            assert calls == [1, 2, 1]


def test_compare_tells_test_from_validation():
    from unittest import mock

    from keras_rnn import lesson

    def train(cell, seed, **settings):
        accuracy = 0.8 + 0.1 * seed
        history = {"val_accuracy": [0.5, accuracy - 0.1, 0.6]}
        result = {"score": accuracy, "seconds": 1, "weights": 7}
        result["rows"] = [seed, 1, 0]
        return {**result, "history": history}

    with (
        mock.patch.object(lesson, "train_and_test", train),
        mock.patch.object(lesson, "FULL", False),
    ):
        table = lesson.compare("t", "set", None, ["gru"], [0, 1], epochs=3)
    row = table["gru"]
    assert (
        abs(row["mean"] - 0.85) < 1e-9
        and abs(row["spread"] - 0.1 / 2**0.5) < 1e-9
    )
    assert abs(row["valid"] - 0.75) < 1e-9
    assert row["rows"].tolist() == [[0, 1, 0], [1, 1, 0]]
