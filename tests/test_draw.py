# Pulled from nbs/appendix/draw.ipynb by tools/pull_tests.py. Do not edit.

import keras

from keras_rnn.draw import *
from keras_rnn.folding import folded
from keras_rnn.picture import Picture
from keras_rnn.unfolding import unfolded


def test_pictures_are_saved():
    import pathlib
    import tempfile

    model = keras.Sequential([keras.Input((None, 3)), keras.layers.GRU(8)])
    with tempfile.TemporaryDirectory() as folder:
        for picture in (folded(model), unfolded(model)):
            assert isinstance(picture, Picture)
            path = pathlib.Path(folder) / "picture.svg"
            picture.save(path)
            assert path.read_text("utf-8") == picture.svg()
