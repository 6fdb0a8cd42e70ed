# Pulled from nbs/appendix/reading.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.tasks.batches import Rows
from keras_rnn.tasks.reading import *


class Words(Reading):
    def preprocess(self, x, y=None, sample_weight=None):
        codes = [np.array([*map(ord, word)]) for word in x]
        weights = None if sample_weight is None else np.array(sample_weight)
        return Rows(
            {"codes": codes}, None if y is None else np.array(y), weights
        )

    def class_weights(self, class_weight, targets):
        return np.array([class_weight[target] for target in targets])


def test_a_row_weighs_what_it_and_its_class_weigh():
    columns = ["a", "bc", "d"], [0, 1, 1], [1.0, 1.0, 5.0]
    batches = Words().prepare(columns, 3, {0: 2.0, 1: 3.0})
    _, targets, weights = batches[0]
    assert sorted(zip(targets.tolist(), weights.tolist())) == [
        (0, 2.0),
        (1, 3.0),
        (1, 15.0),
    ]
    _, targets, weights = Words()._one_batch(*columns, {0: 2.0, 1: 3.0})
    assert weights.tolist() == [2.0, 3.0, 15.0]


def test_data_to_validate_with_is_a_pair_or_a_stream_of_them():
    pair = ["a", "bc"], [0, 1]
    for data in (pair, list(pair), (x for x in [(["a"], [0]), (["bc"], [1])])):
        rows = Words().validation_rows(data)
        assert rows.targets.tolist() == [0, 1]
    for wrong in (["a", "b", "c", "d"], 5, (["a"],)):
        try:
            Words().validation_rows(wrong)
        except ValueError as error:
            assert "(x, y)" in str(error)
        else:
            raise AssertionError(wrong)
    alone = Words()
    alone.needs_targets = False
    for data in (["a", "bc"], (["a", "bc"],), ("a", "bc")):
        assert len(alone.validation_rows(data)) == 2
