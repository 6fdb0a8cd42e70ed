# Pulled from nbs/appendix/scenes.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.data.scenes import *


def test_captions_say_what_there_is():
    cross, squares = ("red", "cross", 3), ("blue", "square", 1)
    assert caption_of([(*cross, 2)]) == "three red crosses"
    first = "three red crosses {} a blue square"
    for places, relation in {
        (0, 1): "left of",
        (2, 3): "left of",
        (0, 2): "above",
        (1, 3): "above",
    }.items():
        kinds = [(*cross, places[0]), (*squares, places[1])]
        assert caption_of(kinds) == first.format(relation)


def test_scenes_are_drawn_where_they_are_said_to_be():
    for shape in SHAPES:
        image = draw_scene(f"red {shape} 2 1; blue {shape} 1 2; 0").astype(int)
        ink = (image.min(axis=-1) < 255).reshape(2, 32, 2, 32).sum((1, 3))
        assert ink[0, 0] == ink[1, 1] == 0
        assert ink[0, 1] > 1.3 * ink[1, 0] > 30
        assert (image[:32, 32:, 0] >= image[:32, 32:, 2]).all()
    again = draw_scene("red cross 2 1; blue cross 1 2; 0")
    np.testing.assert_array_equal(again, image)


def test_pairs_that_are_kept_back_stand_nowhere_else():
    counts = {"train": 60, "valid": 20, "test": 20}
    rows = make_scenes(counts)
    assert make_scenes(counts) == rows and len({x for x, _, _ in rows}) == 100
    for split, count in counts.items():
        lines = [line for line, _, name in rows if name == split]
        assert len(lines) == count
        for line in lines:
            pairs = {kind[:2] for kind in parse(line)[0]}
            for other, kept in KEPT_BACK.items():
                assert bool(pairs & set(kept)) == (split == other)
