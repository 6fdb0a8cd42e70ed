# Pulled from nbs/appendix/scenes.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.data.scenes import *


def test_captions_say_what_there_is():
    cross, squares = ("red", "cross", 3), ("blue", "square", 1)
    assert caption_of([(*cross, 4)]) == "three red crosses"
    assert caption_of([("orange", "ring", 1, 4)]) == "an orange ring"
    first = "three red crosses {} a blue square"
    for places, relation in {(3, 5): "left of", (1, 7): "above"}.items():
        kinds = [(*cross, places[0]), (*squares, places[1])]
        assert caption_of(kinds) == first.format(relation)


def test_scenes_are_drawn_where_they_are_said_to_be():
    for shape in SHAPES:
        image = draw_scene(f"red {shape} 2 1; blue {shape} 1 7; 0").astype(int)
        ink = (image.min(axis=-1) < 255).reshape(3, 32, 3, 32).sum((1, 3))
        assert np.flatnonzero(ink).tolist() == [1, 7]
        assert ink[0, 1] > 1.3 * ink[2, 1] > 30
        assert (image[:32, ..., 0] >= image[:32, ..., 2]).all()
    again = draw_scene(f"red {shape} 2 1; blue {shape} 1 7; 0")
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
