# Pulled from nbs/appendix/command_line.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.deploy.cli.commands import *


def test_wrong_use_ends_in_two_and_one_line(capsys=None):
    import contextlib
    import io

    from keras_rnn.deploy.cli.app import WRONG, main

    for argv, message in (
        (["train", "none.csv"], "there is no file none.csv"),
        (["train", "none.csv", "--units", "x"], "Invalid value for '--units'"),
        (["frobnicate"], "No such command 'frobnicate'"),
    ):
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            assert main(argv) == WRONG
        (line,) = err.getvalue().splitlines()
        assert line.startswith("keras-rnn: ") and message in line
