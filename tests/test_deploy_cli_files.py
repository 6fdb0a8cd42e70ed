# Pulled from nbs/appendix/command_line_files.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.deploy.cli.files import *


def test_files_that_are_broken_say_where(tmp_path=None):
    import gzip
    import tempfile
    from pathlib import Path

    import pytest

    folder = Path(tempfile.mkdtemp())

    def write(name, data):
        path = folder / name
        path.write_bytes(data)
        return path

    for name, data, message in (
        ("empty.csv", b"", "holds no rows"),
        ("head.csv", b"text,label\n", "holds no rows"),
        ("short.csv", b"a,b\n1,2\n\n3\n", "line 4: 1 fields, but 2"),
        ("open.csv", b'a,b\nx,"y\nz,1\n', "line 2: unexpected end.*left open"),
        ("image.csv", b"\x89PNG\r\n\0\0", "zero bytes"),
        ("latin.csv", b"a,b\n1,2\ncaf\xe9,1\n", "line 3: byte 0xe9"),
        ("bad.jsonl", b'{"a": 1}\n{"a": \n', "line 2"),
        ("list.jsonl", b'{"a": 1}\n3\n', "line 2: no object"),
        ("half.csv", gzip.compress(b"a,b\n1,2\n" * 99)[:30], "can't be read"),
    ):
        path = write(name, data)
        with pytest.raises(InputError, match=message):
            read_table(path, format_of(path))
    with pytest.raises(InputError, match="No such file"):
        read_text(folder / "none.csv")
    with pytest.raises(InputError, match="is a folder"):
        read_text(folder)


def test_tables_of_every_kind_are_the_same():
    import gzip
    import tempfile
    from pathlib import Path

    folder = Path(tempfile.mkdtemp())
    expected = {"text": ['so "good"', "ü, dull"], "label": ["1", "0"]}
    comma = 'text,label\n"so ""good""",1\n\n"ü, dull",0\n'
    for name, data in {
        "a.csv": comma.encode(),
        "crlf.csv": comma.replace("\n", "\r\n").encode("utf-8-sig"),
        "mac.csv": comma.replace("\n", "\r").encode(),
        "wide.csv": comma.encode("utf-16"),
        "a.csv.gz": gzip.compress(comma.encode()),
        "a.tsv": 'text\tlabel\nso "good"\t1\nü, dull\t0'.encode(),
        "a.jsonl": '{"text": "so \\"good\\"", "label": 1}\n'
        '{"text": "ü, dull", "label": 0}'.encode(),
    }.items():
        (folder / name).write_bytes(data)
        table = read_table(folder / name, format_of(name))
        rows = whole_rows(table, {"--text": "text", "--label": "label"})
        assert rows == list(zip(*expected.values(), strict=True)), name
        assert choose_columns(table, None, None) == ("text", "label")


def test_a_folder_is_read_by_its_table_or_file_by_file():
    import tempfile
    from pathlib import Path

    import pytest

    folder = Path(tempfile.mkdtemp())
    (folder / "b.jpg").write_bytes(b"")
    (folder / "a.jpg").write_bytes(b"")
    kind, rows = read_folder(folder, classes=False)
    assert kind == "images" and [row[0] for row in rows] == ["a.jpg", "b.jpg"]
    with pytest.raises(InputError, match="no table that tells"):
        read_folder(table_in(folder))
    # Five captions an image: the paths have fewer different values.
    table = folder / "captions.csv"
    table.write_text("caption,image,who\nx,a.jpg,1\ny,a.jpg,2\nz,b.jpg,1\n")
    assert table_in(folder) == str(table) == table_in(table)
    table = read_table(table, "csv")
    assert choose_columns(table, None, None, ("who",)) == ("image", "caption")
    (folder / "pos").mkdir()
    (folder / "pos" / "1.txt").write_text("fine")
    assert table_in(folder) == str(folder)
