# Pulled from nbs/appendix/command_line_page.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.deploy.cli.page import *


def test_nothing_of_the_user_becomes_markup():
    about = {
        "title": "<b>",
        "task": "classify",
        "rows": {"test": 2},
        "scores": {"accuracy": 0.5},
        "baselines": {"<i>": {"accuracy": 1.0}},
        "history": [{"loss": 1.0, "val_loss": 2.0}],
        "where": "the test, looked at once",
        "watched": "val_loss",
        "best": 0,
        "settings": "<s>",
        "commands": "<u>",
        "pairs": [("<q>", "a")],
        "examples": [("<p2>", "<q>", "a")],
    }
    text = page(about)
    for mark in ("<b>", "<i>", "<s>", "<u>", "<q>", "<p2>"):
        assert mark not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
