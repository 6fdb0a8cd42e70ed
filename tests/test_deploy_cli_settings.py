# Pulled from nbs/appendix/command_line_settings.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.deploy.cli.files import InputError
from keras_rnn.deploy.cli.settings import *


def test_settings_come_back_as_they_were_written():
    import tempfile
    from pathlib import Path

    import pytest

    path = Path(tempfile.mkdtemp()) / "settings.toml"
    settings = settings_of(inputs=["a.csv"], text='a "b"\n\u00fc\x7f', units=8)
    settings.model = {"dropout": 0.5, "n grams": True, "sizes": [1, 2]}
    path.write_text(toml_of(settings), "utf-8")
    again = settings_of(path, units=9, valid=[])
    assert again.text == settings.text and again.model == settings.model
    assert Path(again.inputs[0]).is_absolute() and again.units == 9
    path.write_text('inputs = ["data/a.csv"]\nepochs = 3\n')
    assert settings_of(path).inputs == [str(path.parent / "data/a.csv")]
    for text, message in (
        ("epoch = 3", "no setting 'epoch'; did you mean epochs"),
        ('epochs = "3"', "epochs is '3', but must be int"),
        ("epochs = true", "must be int"),
        ("units = 0", "1 or more"),
        ("epochs = ", "Invalid value"),
    ):
        path.write_text(text)
        with pytest.raises(InputError, match=message):
            settings_of(path)
