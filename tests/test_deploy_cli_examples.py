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


def test_times_go_on_as_they_are_written():
    import datetime

    for times, expected in (
        ("2016-07-01 22:00:00 2016-07-01 23:00:00", "2016-07-02 00:00:00"),
        ("1949-11 1949-12", "1950-01"),
        ("2024/01/31 2024/02/29 2024/03/31", "2024/04/30"),
        ("2023-11-15 2023-12-15 2024-01-15", "2024-02-15"),
        ("2026-01-01T00:45Z 2026-01-01T01:00Z", "2026-01-01T01:15Z"),
        ("2026-01-01T00+01:00 2026-01-01T12+01:00", "2026-01-02T00+01:00"),
        ("2026-01-01T00+01:00 2026-01-01T12+02:00", None),
        ("2020-10-01 2021-01-01 2021-04-01", "2021-07-01"),
        ("2026-11-26 2026-11-27 2026-11-30", "2026-12-01"),
        ("2026-11-25 2026-11-26 2026-11-27", "2026-11-28"),
        ("2026-11-25 2026-11-26 2026-11-29", None),
        ("2026-11-25 2026-11-25", None),
        ("2026-11-25", None),
        ("soon later", None),
    ):
        times = times.replace(" 2016", "|2016").split("|")
        times = times if len(times) > 1 else times[0].split()
        found = times_after(times, 30)
        assert (found and found[0]) == expected, (times, found)
        if found:
            assert (
                len(found) == 30 and sorted({*times, *found}) == times + found
            )
    day = datetime.date(2026, 1, 30)
    assert times_after([str(day)] * 2, 3) is None


def test_a_column_of_times_is_found(tmp_path=None):
    import tempfile
    from pathlib import Path

    from keras_rnn.deploy.cli.settings import settings_of

    path = Path(tempfile.mkdtemp()) / "sales.csv"
    path.write_text(
        "no,month,shop,sold\n1,2024-02,a,2\n2,2024-01,a,1\n3,2024-01,b,5\n"
    )
    settings = settings_of(inputs=[str(path)], group="shop", label="sold")
    series = read_series([str(path)], settings)
    assert settings.time == "month"
    assert series.values == {"a": [1.0, 2.0], "b": [5.0]}
    assert series.times == {"a": ["2024-01", "2024-02"], "b": ["2024-01"]}
