# Pulled from nbs/appendix/sources.ipynb by tools/pull_tests.py. Do not edit.

import io
import pathlib
import tarfile
import wave
import zipfile

import numpy as np

from keras_rnn.data.sources import *
from keras_rnn.data.sources import (
    _read_conll,
    _read_m4_hourly,
    _read_pollution,
    _read_reuters,
    _read_rows,
    _read_ts,
)


def make_tar(*members):
    """A tar archive of `(name, type, contents)`."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, kind, contents in members:
            member = tarfile.TarInfo(name)
            member.type = kind
            member.size = len(contents)
            member.linkname = "../secret" if kind != tarfile.REGTYPE else ""
            archive.addfile(member, io.BytesIO(contents))
    return buffer.getvalue()


def make_zip(name, mode=0o100644):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        member = zipfile.ZipInfo(name)
        member.external_attr = mode << 16
        archive.writestr(member, "hello")
    return buffer.getvalue()


def is_refused(data, **limits):
    """Whether reading the archive fails."""
    try:
        list(read_archive(data, **limits))
    except UnsafeArchiveError:
        return True
    return False


def test_hostile_tar_is_refused():
    good = ("good.txt", tarfile.REGTYPE, b"good")
    for name in (
        "../out.txt",
        "/etc/out.txt",
        "a/../../out.txt",
        "C:\\out.txt",
    ):
        assert is_refused(make_tar(good, (name, tarfile.REGTYPE, b"bad"))), name
    for kind in (
        tarfile.SYMTYPE,
        tarfile.LNKTYPE,
        tarfile.CHRTYPE,
        tarfile.BLKTYPE,
        tarfile.FIFOTYPE,
    ):
        assert is_refused(make_tar(good, ("member", kind, b""))), kind


def test_hostile_zip_is_refused():
    for name in (
        "../out.txt",
        "/etc/out.txt",
        "a/../../out.txt",
        "..\\out.txt",
    ):
        assert is_refused(make_zip(name)), name
    assert is_refused(make_zip("link", mode=0o120777))


def test_archive_limits():
    big = make_tar(("big", tarfile.REGTYPE, bytes(100_000)))
    assert len(big) < 1000
    assert is_refused(big, max_bytes=99_999)
    many = make_tar(*[(f"{i}", tarfile.REGTYPE, b"") for i in range(11)])
    assert is_refused(many, max_members=10)


def test_good_archives_are_read():
    for data in (
        make_tar(("a/b.txt", tarfile.REGTYPE, b"hello")),
        make_zip("a/b.txt"),
    ):
        assert list(read_archive(data)) == [("a/b.txt", b"hello")]
        assert list(read_archive(data, pattern="nothing")) == []


def test_reuters_entities_and_sign_off():
    story = (
        '<REUTERS TOPICS="YES" LEWISSPLIT="{}" NEWID="1">\n<TITLE>{}</TITLE>'
        "<BODY>{}</BODY></REUTERS>\n"
    )
    no_body = '<REUTERS LEWISSPLIT="TRAIN"><TITLE>ALONE</TITLE></REUTERS>'
    text = no_body + story.format(
        "TRAIN",
        "A &lt;B> &amp; C",
        "Profit at AT&amp;T\n    rose.\n Reuter\n&#3;",
    )
    text += story.format("NOT-USED", "x", "y") + story.format("TEST", "t", "b")
    parts = _read_reuters({"reut2-000.sgm": text.encode("latin-1")}, None)
    assert parts["train"] == [("Profit at AT&T rose.", "A <B> & C")]
    assert parts["test"] == [("b", "t")]


def test_conll_with_odd_blank_lines():
    data = b"\nIndia\tB-location\n.\tO\n\t\n\nHi\tO"
    assert _read_conll(data) == [
        (["India", "."], ["B-location", "O"]),
        (["Hi"], ["O"]),
    ]


def test_gaps_in_pollution_stay_gaps():
    header = "No,year,month,day,hour,pm2.5,DEWP,TEMP,PRES,cbwd,Iws,Is,Ir\n"
    values = ["NA", "NA", "5", "NA", "7"] + ["8"] * 15
    lines = [f"1,2010,1,1,0,{v},1,2,3,NW,4,0,0\n" for v in values]
    text = header + "".join(lines)
    parts = _read_pollution({"pollution.csv": text.encode()}, "forecast")
    (train,) = parts["train"]
    assert train.dtype == np.float32 and np.isfinite(train[:, 1:]).all()
    np.testing.assert_array_equal(train[:3, 0], [5, np.nan, 7])
    assert train[0, 7:].tolist() == [0, 1, 0, 0]
    assert [len(parts[s][0]) for s in ("train", "valid", "test")] == [16, 1, 1]


def test_speech_is_split_by_speaker():
    parts = SETS["spoken_digits"].read(
        {"spoken_digits.tsv": spoken_digits_table()}, "words"
    )
    speakers = {s: {row[2] for row in rows} for s, rows in parts.items()}
    assert {s: len(x) for s, x in speakers.items()} == {
        "train": 16,
        "valid": 4,
        "test": 4,
    }
    assert len(set.union(*speakers.values())) == 24


def test_a_published_recording_is_that_of_a_copy():
    def recording(rate):
        seconds = np.arange(rate) / rate
        sound = 8000 * np.sin(2 * np.pi * 440 * seconds)
        file = io.BytesIO()
        with wave.open(file, "wb") as writer:
            writer.setparams((1, 2, rate, 0, "NONE", ""))
            writer.writeframes(sound.astype("<i2").tobytes())
        return file.getvalue()

    files = {"one/ab_nohash_0.wav": recording(16000)}
    files["one/ab_nohash_1.wav"] = recording(8000)
    rows = sum(SETS["speech_commands"].read(files, "words").values(), [])
    (wide, word, speaker), (narrow, *_) = rows
    assert (word, speaker, len(wide)) == ("one", "ab", 8000)
    np.testing.assert_allclose(wide, narrow, atol=1e-3)


def spoken_digits_table():
    import importlib.resources

    folder = importlib.resources.files("keras_rnn.data") / "starter"
    return (folder / "spoken_digits.tsv").read_bytes()


def test_flickr8k_gives_paths_and_groups_of_captions():
    files = {
        "Flickr8k.token.txt": b"a.jpg#0\tA dog .\nb.jpg#0\tA cat .\n"
        b"a.jpg#1\tTwo\tdogs .\n",
        "Flickr_8k.trainImages.txt": b"b.jpg\n",
        "Flickr_8k.devImages.txt": b"",
        "Flickr_8k.testImages.txt": b"a.jpg\n",
        "Flicker8k_Dataset": b"photos",
    }
    found = SETS["flickr8k"].read(files, None)
    path = str(pathlib.Path("photos") / "a.jpg")
    assert found["test"] == [(path, ["A dog .", "Two\tdogs ."])]
    assert found["valid"] == [] and len(found["train"]) == 1


def test_files_of_recordings_are_read():
    data = b"@problemName x\n@data\n1,2,3:4,5,6:a\n7,8:9,10:b\n"
    recordings, labels = _read_ts(data)
    assert labels == ["a", "b"]
    np.testing.assert_array_equal(recordings[0], [[1, 4], [2, 5], [3, 6]])
    assert recordings[1].shape == (2, 2)


def test_rows_of_unequal_length_are_read():
    data = b'"V1","V2","V3","V4"\n"H1",1,2.5,\n"H2",3,4,5\n'
    np.testing.assert_array_equal(_read_rows(data)[0], [1, 2.5])
    assert len(_read_rows(data)[1]) == 3
    rows = {"Hourly-train.csv": data, "Hourly-test.csv": data}
    parts = _read_m4_hourly(rows, None)
    assert [len(parts[split][0]) for split in parts] == [2, 2, 2]
