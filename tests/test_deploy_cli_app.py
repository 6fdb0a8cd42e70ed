# Pulled from nbs/appendix/command_line_app.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.deploy.cli.app import *


def test_errors_are_one_line_and_a_code(capsys=None):
    import contextlib
    import io

    def fail(error):
        raise error

    for error, code, first in (
        (ValueError("two\nlines"), WRONG, "keras-rnn: two lines"),
        (RuntimeError("ours"), FAILED, "keras-rnn: RuntimeError: ours"),
        (KeyboardInterrupt(), INTERRUPTED, "stopped"),
    ):
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            assert code_of(lambda: fail(error)) == code  # noqa: B023
        assert err.getvalue().splitlines()[0] == first
    assert code_of(lambda: None) == DONE
