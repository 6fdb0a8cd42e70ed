# Pulled from nbs/appendix/looking.ipynb by tools/pull_tests.py. Do not edit.

import matplotlib.pyplot as plt
import numpy as np
import pytest

from keras_rnn.draw.looking import *


def test_each_word_gets_a_picture_with_its_bright_spot():
    image = np.full((40, 60, 3), 255, "uint8")
    maps = np.array([[0.7, 0.1, 0.1, 0.1], [0.0, 0.0, 0.0, 1.0]])
    figure = attention_over(image, ["a", "dog"], maps)
    axes = [axis for axis in figure.axes if axis.get_title()]
    assert [x.get_title() for x in axes] == ["a  70%", "dog  100%"]
    for axis, spot, row, column in zip(
        axes, [(14.5, 9.5), (44.5, 29.5)], (0, -1), (0, -1)
    ):
        veil = axis.images[1].get_array()[..., 3]
        assert veil.shape == (40, 60) and veil[row, column] == 0
        assert veil.max() <= 0.75 and veil[-1 - row, -1 - column] > 0.6
        x, y = axis.lines[0].get_xydata()[0]
        assert (x, y) == spot
    plt.close(figure)


@pytest.mark.parametrize(
    "caption, maps, message",
    [
        ("a dog", np.ones((3, 4)), "2 tokens"),
        ("a", np.ones((1, 5)), "no square"),
        ([], np.ones((0, 4)), "0 tokens"),
    ],
)
def test_maps_that_do_not_fit_are_refused(caption, maps, message):
    with pytest.raises(ValueError, match=message):
        attention_over(np.zeros((4, 4, 3), "uint8"), caption, maps)
