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
    lines = batches.each_row(lambda inputs: inputs["tokens"])
    assert [(line > 0).sum() for line in lines] == lengths
