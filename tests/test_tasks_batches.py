# Pulled from nbs/appendix/batches.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.tasks.batches import *


def test_rows_are_padded_with_zeros_that_weigh_nothing():
    tags = [np.array([3]), np.array([4, 5])]
    rows = Rows(
        {"tokens": [[7], [8, 9]], "kind": np.array([[1.0], [2.0]])},
        tags,
        np.array([1, 2], "float32"),
    )
    assert len(rows.lengths) == 1  # words and tags share an axis
    inputs, targets, weights = rows.batch(np.array([1, 0]), [3])
    assert inputs["tokens"].tolist() == [[8, 9, 0], [7, 0, 0]]
    assert inputs["tokens"].dtype == targets.dtype == "int32"
    assert inputs["kind"].tolist() == [[2.0], [1.0]]
    assert targets.tolist() == [[4, 5, 0], [3, 0, 0]]
    assert weights.tolist() == [[2, 2, 0], [1, 0, 0]]
    assert rows.part(1, 2).inputs["tokens"] == [[8, 9]]


def test_outputs_come_back_in_the_order_of_the_rows():
    lengths = [3, 9, 1, 5]
    batches = Batches(Rows({"tokens": [[4] * n for n in lengths]}), 3)
    seen = np.concatenate([batches.rows.lengths[0][r] for r, _ in batches.plan])
    assert batches.restore(seen).tolist() == lengths
    assert batches.restore(seen.tolist()) == lengths


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
