# Pulled from nbs/appendix/streams.ipynb by tools/pull_tests.py. Do not edit.

import itertools

import keras
import numpy as np

from keras_rnn.tasks.batches import Batches, Rows
from keras_rnn.tasks.streams import *


def test_a_stream_keeps_its_rows_and_its_number_of_batches():
    def raw():
        for start in range(0, 100, 4):
            yield (
                [("a" * (1 + row % 7)) for row in range(start, start + 4)],
                [*range(start, start + 4)],
            )

    def prepare(columns, size):
        rows = {"tokens": [[5] * len(item) for item in columns[0]]}
        return Batches(Rows(rows, np.array(columns[1])), size)

    found = list(padded([read_once(raw())], prepare))
    assert len(found) == 25
    rows = np.concatenate([targets for _, targets in found])
    assert sorted(rows.tolist()) == list(range(100))
    for inputs, targets in found:
        lengths = (inputs["tokens"] > 0).sum(axis=1)
        assert lengths.tolist() == (1 + targets % 7).tolist()
    widths = {inputs["tokens"].shape[1] for inputs, _ in found[1:]}
    assert found[0][0]["tokens"].shape[1] not in widths


def test_a_pass_gives_three_columns_whatever_a_batch_holds():
    for batch in (["a", "b"], (["a", "b"],), [["a", "b"]], (("a", "b"), None)):
        (found,) = read_once(x for x in [batch])
        assert found == (["a", "b"], None, None)
    found = joined(read_once((x for x in [(["a"], [1])] * 5), steps=2))
    assert found == [["a", "a"], [1, 1], None]


def test_a_stream_goes_on_pass_after_pass_and_a_generator_ends():
    class Two(keras.utils.PyDataset):
        def __len__(self):
            return 2

        def __getitem__(self, index):
            return ["a"], [index]

    def prepare(columns, size):
        rows = {"tokens": [[5]] * len(columns[0])}
        return Batches(Rows(rows, np.array(columns[1])), size)

    again, steps = feed(Two(), prepare)
    found = [int(targets[0]) for _, targets in itertools.islice(again, 6)]
    assert steps == 2 and sorted(found) == [0, 0, 0, 1, 1, 1]
    once, steps = feed((x for x in [(["a"], [1])]), prepare)
    assert steps is None and len(list(once)) == 1
