# Pulled from nbs/appendix/command_line_examples.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.deploy.cli.examples import *


def test_a_split_keeps_keys_together():
    import collections

    rows = [Example(str(i % 70), str(i % 70), i) for i in range(200)]
    split = split_examples(rows)
    keys = [{e.key for e in part} for part in split]
    assert [len(k) for k in keys] == [56, 7, 7]
    assert not (keys[0] & keys[1] or keys[0] & keys[2] or keys[1] & keys[2])
    assert split_examples(rows[::-1]).test[::-1] == split.test
    # Files of one's own win, and what they hold is not learned.
    own = split_examples(rows, None, rows[:10])
    assert own.test == rows[:10]
    assert not {e.key for e in own.train} & {e.key for e in rows[:10]}
    assert sum(map(len, own)) == 200 - 20
    # One long text is cut in order.
    split = split_examples([Example("", "abcdefghij" * 20)])
    assert "".join(part[0].x for part in split) == "abcdefghij" * 20
    assert collections.Counter(map(len, split)) == {1: 3}
