# Pulled from nbs/appendix/long_texts.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.tasks.batches import Rows
from keras_rnn.tasks.long_texts import *
from keras_rnn.text import START


def test_every_token_is_asked_for_once():
    rng = np.random.default_rng(0)
    targets = [rng.integers(5, 99, size=n) for n in (1, 7, 8, 9, 64, 333)]
    tokens = [np.append(START, ids[:-1]) for ids in targets]
    for seed in (None, 0, 1):
        batches = WindowBatches(Rows({"tokens": tokens}, targets), 8, 4, seed)
        sizes = []
        for _ in range(3):
            asked = []
            for inputs, found, weights in map(
                batches.__getitem__, range(len(batches))
            ):
                assert ((inputs["tokens"] > 0) == (weights > 0)).all()
                asked += found[weights > 0].tolist()
            assert sorted(asked) == sorted(np.concatenate(targets))
            sizes.append(len(batches))
            batches.on_epoch_end()
        assert len(set(sizes)) == 1


def test_windows_of_a_running_text_begin_with_start():
    ids = np.arange(10, 30)
    rows = Rows({"tokens": [np.append(START, ids[:-1])]}, [ids])
    batches = WindowBatches(rows, 8, 4, seed=0, begins=True)
    for inputs, targets, weights in map(
        batches.__getitem__, range(len(batches))
    ):
        assert (inputs["tokens"][:, 0] == START).all()
        real = weights[:, 1:] > 0
        np.testing.assert_array_equal(
            inputs["tokens"][:, 1:][real], targets[:, :-1][real]
        )
