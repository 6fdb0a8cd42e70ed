# Pulled from nbs/appendix/datasets.ipynb by tools/pull_tests.py. Do not edit.

import dataclasses
import hashlib
import io
import os
import pathlib
import random
import re
import tarfile
import zipfile

from keras_rnn.data import sources
from keras_rnn.data.datasets import *
from keras_rnn.data.sources import SETS


def numbered_rows(count):
    return [
        (f"sentence {i}", "even" if i % 2 == 0 else "odd") for i in range(count)
    ]


def test_hash_fraction_is_the_same_everywhere():
    # Fixed numbers: another machine or Python version must give the same.
    assert abs(hash_fraction("a great film") - 0.3903052) < 1e-6
    assert hash_fraction("a") != hash_fraction("a", seed=1)
    assert hash_fraction(["a", "b"]) != hash_fraction(["ab"])


def test_splits_do_not_depend_on_order():
    rows = numbered_rows(1000)
    shuffled = random.Random(1).sample(rows, len(rows))
    first, _ = make_splits({"train": rows})
    second, _ = make_splits({"train": shuffled})
    for split in ("train", "valid", "test"):
        assert sorted(first[split]) == sorted(second[split])
    assert sum(map(len, first.values())) == 1000
    assert 70 < len(first["valid"]) < 130
    assert 70 < len(first["test"]) < 130


def test_test_rows_stay_and_leave_the_other_splits():
    rows = numbered_rows(60)
    parts = {"train": rows[:50], "valid": rows[40:56], "test": rows[48:60]}
    splits, duplicates = make_splits(parts)
    assert splits["test"] == rows[48:60]
    assert splits["valid"] == rows[40:48]
    assert splits["train"] == rows[:40]
    assert duplicates["test rows also in train"] == 2
    assert duplicates["test rows also in valid"] == 8
    assert duplicates["removed from train"] == 10
    assert duplicates["removed from valid"] == 8


def test_copies_stay_together():
    rows = numbered_rows(200) * 3
    splits, duplicates = make_splits({"train": rows})
    items = [
        {text for text, _ in splits[s]} for s in ("train", "valid", "test")
    ]
    assert not (
        items[0] & items[1] or items[0] & items[2] or items[1] & items[2]
    )
    assert duplicates["repeated within train"] == 2 * len(items[0])


def imdb_archive(rows):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for path, text in rows:
            member = tarfile.TarInfo(f"aclImdb/{path}")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    return buffer.getvalue()


def test_both_imdb_archives_give_the_same_splits():
    train = [
        (f"train/pos/{i}_{7 + i % 4}.txt", f"good<br />{i}") for i in range(99)
    ]
    train += [(f"train/neg/{i}_{1 + i % 4}.txt", f"bad {i}") for i in range(99)]
    test = [("test/pos/0_9.txt", "fine"), ("test/neg/0_2.txt", "bad 7")]
    unlabelled = [("train/unsup/0_0.txt", "whatever"), ("README", "read me")]
    published = imdb_archive(train + unlabelled + test)
    moved = [(p.replace("train", "val"), text) for p, text in train[::5]]
    smaller = imdb_archive(
        test + moved + [r for r in train if r not in train[::5]]
    )
    results = []
    for archive in published, smaller:
        parts = sources._read_imdb({"aclImdb.tar.gz": archive}, "sentiment")
        results.append(make_splits(parts))
    assert results[0] == results[1]
    splits, duplicates = results[0]
    assert duplicates["removed from train"] == 1
    assert len(splits["train"]) + len(splits["valid"]) == 197
    assert sorted(splits["test"]) == [("bad 7", "neg", 2), ("fine", "pos", 9)]
    assert any("\n" in text for text, _, _ in splits["train"])


def test_photographs_come_in_archives(tmp_path):
    served, cache = tmp_path / "served", tmp_path / "cache"
    served.mkdir()
    with zipfile.ZipFile(served / "text.zip", "w") as archive:
        archive.writestr("list.txt", "a.jpg\n")
        archive.writestr("__MACOSX/list.txt", "no")
    with zipfile.ZipFile(served / "photos.zip", "w") as archive:
        archive.writestr("photos/a.jpg", b"points")
        archive.writestr("photos/readme", "no")
    entry = dataclasses.replace(
        SETS["flickr8k"],
        files=("list.txt",),
        sha256=(hashlib.sha256(b"a.jpg\n").hexdigest(),),
        archives=("text.zip", "photos.zip"),
        photographs="photos",
    )
    urls = {name: (served / name).as_uri() for name in entry.archives}
    for _ in range(2):  # the second time they are there already
        files = download(entry, urls, cache)
    folder = pathlib.Path(os.fsdecode(files["photos"]))
    assert folder == cache / "photos" and files["list.txt"] == b"a.jpg\n"
    assert [path.name for path in folder.iterdir()] == ["a.jpg"]
    assert sorted(x.name for x in cache.iterdir()) == ["list.txt", "photos"]
    assert SETS["flickr8k"].urls("http://x")["Flickr8k_text.zip"] == (
        "http://x/flickr8k/Flickr8k_text.zip"
    )


def raised(function, *arguments):
    """The error that a call ends in, or None."""
    try:
        function(*arguments)
    except Exception as error:
        return error


def test_starter_sets_load():
    for name in names("starter"):
        for task in load(name).info.tasks:
            data = load(name, task)
            for split in (data.train, data.valid, data.test):
                assert len({len(column) for column in split}) == 1
                assert len(split[0]) > 0, (name, task)
            assert data.info.kind == "starter"
            assert data.info.counts["train"] == len(data.train[0])


def test_starter_labels():
    assert set(load("reviews").train[1]) == {"neg", "pos"}
    assert all(
        1 <= rating <= 10 for rating in load("reviews", "rating").train[1]
    )
    assert set(load("first_names").train[1]) == {"female", "male"}
    words, tags = load("entities").train
    assert all(map(lambda w, t: len(w) == len(t) > 0, words, tags))


def test_no_item_in_two_splits():
    for name in ("reviews", "feelings", "english_french", "first_names"):
        data = load(name)
        items = [set(split[0]) for split in (data.train, data.valid, data.test)]
        assert (
            not items[0] & items[1] | items[0] & items[2] | items[1] & items[2]
        )


def test_unknown_names_get_a_suggestion():
    error = raised(load, "imbd")
    assert isinstance(error, ValueError)
    assert "'imdb'" in str(error) and "reviews" in str(error)
    error = raised(load, "reviews", "sentimen")
    assert isinstance(error, ValueError)
    assert "'sentiment'" in str(error) and "rating" in str(error)
    assert isinstance(raised(load, None), ValueError)
    assert isinstance(raised(names, "reel"), ValueError)


def test_names_tells_starter_from_real():
    assert names() == names("starter") + names("real")
    assert "reviews" in names("starter") and "imdb" in names("real")


def test_table_is_complete():
    for name, entry in SETS.items():
        assert (
            entry.description and entry.license and entry.tasks and entry.files
        )
        if name in names("real"):
            assert entry.address.startswith("https://") and entry.citation
            assert all(len(s) == 64 for s in entry.sha256)
            # What has no checksum is pinned by a commit in its address.
            assert entry.sha256 or re.search("/[0-9a-f]{40}/", entry.address)
            assert entry.starter in ["", *names("starter")]
