# Pulled from nbs/appendix/lesson.ipynb by tools/pull_tests.py. Do not edit.

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
