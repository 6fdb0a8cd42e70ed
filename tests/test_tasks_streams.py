# Pulled from nbs/appendix/streams.ipynb by tools/pull_tests.py. Do not edit.

import itertools
from pathlib import Path

import keras
import numpy as np
import pytest

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


def test_a_list_of_sounds_or_files_is_a_batch_of_rows():
    sounds = [np.arange(3, dtype="int16"), np.arange(5, dtype="int16")]
    for rows in (sounds, [Path("a.wav"), Path("b.wav")], ["a", "b"]):
        ((found, *others),) = read_once(x for x in [rows])
        assert all(a is b for a, b in zip(found, rows, strict=True))
        assert others == [None, None]
    table = np.stack([sounds[0]] * 2)
    for columns in ([table, np.arange(2)], [np.array(["a", "b"]), [1, 2]]):
        ((rows, targets, _),) = read_once(x for x in [columns])
        assert len(rows) == len(targets) == 2
    ((found, *_),) = read_once(x for x in [(table, [1, 2])])
    assert [row.dtype for row in found] == ["int16"] * 2


def test_what_is_wrong_is_told_with_its_place_in_the_stream():
    def read(columns, size):
        for index, row in enumerate(columns[0]):
            if row == "bad":
                raise ValueError(f"texts[{index}] is bad")
        return len(columns[0])

    for place, note in ((3, []), (40, ["(here [0] is row 32 of the stream)"])):
        rows = [["bad" if n == place else "fine"] for n in range(50)]
        batches = ((a + b,) for a, b in zip(rows[::2], rows[1::2]))
        with pytest.raises(ValueError, match=rf"\[{place % 32}\]") as found:
            list(read_pieces(read_once(batches), read))
        assert getattr(found.value, "__notes__", []) == note
    with pytest.raises(ValueError, match="no batches"):
        list(read_once(x for x in ()))


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
