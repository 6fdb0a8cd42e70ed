"""The data loader under attack.

A small web server on this machine plays the internet. It is slow, it lies, it
hangs up. Whatever it does, the loader must either return the right bytes, or
leave nothing behind and say what happened.
"""

import contextlib
import dataclasses
import errno
import hashlib
import http.server
import io
import itertools
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import threading
import wave
from unittest import mock

import pytest

from keras_rnn import datasets
from keras_rnn.data.sources import UnsafeArchiveError

# -- A web server that misbehaves on demand -----------------------------------
# The server knows some paths. The first part of a path says how it treats
# the request.


CONTENTS = {
    "train.tsv": b"good film\t1\nbad film\t0\nfine film\t1\n",
    "dev.tsv": b"a fine match\t1\na dull match\t0\n",
    "test.tsv": b"good film\t1\nno fun\t0\n",
}


class MisbehavingHandler(http.server.BaseHTTPRequestHandler):
    """Answers as the first part of the path says."""

    def do_GET(self):
        self.server.requests.append(self.path)
        behaviour, *_, name = self.path.strip("/").split("/")
        contents = CONTENTS.get(name)
        if behaviour == "hang":
            self.server.finished.wait()  # ends with the test
        elif behaviour == "missing" or contents is None:
            self.send_error(404)
        elif behaviour == "broken":
            self.send_error(500)
        elif behaviour == "silent":
            self.wfile.write(b"")  # hangs up without an answer
        else:
            self.send_response(200)
            self.send_header("Content-Length", str(len(contents)))
            self.end_headers()
            if behaviour in ("truncated", "stall"):
                contents = contents[:5]
            if behaviour == "wrong":
                contents = contents[::-1]
            self.wfile.write(contents)
            if behaviour == "stall":
                self.server.finished.wait()

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def playground():
    """`(url, server, folder)`: a server, and an empty folder as the cache."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), MisbehavingHandler
    )
    server.requests, server.finished = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    try:
        with tempfile.TemporaryDirectory() as folder:
            with mock.patch.dict(
                os.environ,
                KERAS_HOME=folder,
                KERAS_RNN_DATA="",
                no_proxy="127.0.0.1",
            ):
                yield url, server, pathlib.Path(folder)
    finally:
        server.finished.set()
        server.shutdown()
        thread.join()
        server.server_close()


def small_set(address):
    """The table's line of SST-2, for the tiny files of this server."""
    lines = "".join(
        f"{hashlib.sha256(CONTENTS[name]).hexdigest()}  {name}\n"
        for name in sorted(CONTENTS)
    )
    return dataclasses.replace(
        datasets.SETS["sst2"],
        address=address,
        sha256=(hashlib.sha256(lines.encode()).hexdigest(),),
    )


def load_small(address):
    with mock.patch.dict(datasets.SETS, sst2=small_set(address)):
        return datasets.load("sst2")


def files_in(folder):
    """All files and hidden folders below a folder."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() or path.name.startswith(".")
    )


def failure(function, *arguments):
    try:
        function(*arguments)
    except OSError as error:
        return error
    raise AssertionError("no error")


# -- When all goes well -------------------------------------------------------
# The files come from the published address, from a base URL, from a folder.
# A second load asks the server for nothing.


def test_download_is_checked_and_cached():
    with playground() as (url, server, folder):
        first = load_small(f"{url}/good/")
        assert len(server.requests) == 3
        second = load_small(f"{url}/good/")
        assert len(server.requests) == 3
        assert first == second
        assert first.test == (["good film", "no fun"], ["pos", "neg"])
        assert first.train == (["bad film", "fine film"], ["neg", "pos"])
        assert first.info.duplicates["test rows also in train"] == 1
        assert files_in(folder) == [
            f"keras_rnn/sst2/{name}" for name in sorted(CONTENTS)
        ]


def test_base_url_is_asked_first_and_cached():
    with playground() as (url, server, folder):
        os.environ["KERAS_RNN_DATA"] = f"{url}/good/"
        load_small(f"{url}/missing/")
        assert sorted(server.requests) == [
            f"/good/sst2/{name}" for name in sorted(CONTENTS)
        ]
        load_small(f"{url}/missing/")
        assert len(server.requests) == 3


def test_folder_is_asked_before_the_server():
    with playground() as (url, server, folder):
        for name, contents in CONTENTS.items():
            path = folder / "mine" / "sst2" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents)
        os.environ["KERAS_RNN_DATA"] = str(folder / "mine")
        load_small(f"{url}/good/")
        assert server.requests == []
        # A folder with other bytes is passed over.
        (folder / "mine" / "sst2" / "dev.tsv").write_bytes(b"other\t1\n")
        load_small(f"{url}/good/")
        assert len(server.requests) == 3


def test_damaged_cache_is_replaced():
    with playground() as (url, server, folder):
        expected = load_small(f"{url}/good/")
        damaged = folder / "keras_rnn" / "sst2" / "train.tsv"
        damaged.write_bytes(b"cut o")
        assert load_small(f"{url}/good/") == expected
        assert damaged.read_bytes() == CONTENTS["train.tsv"]


# -- When it does not ---------------------------------------------------------
# Each failure leaves nothing behind, and the error names the set, the place,
# the reason, and what to do.


def check_failure(behaviour, reason):
    with playground() as (url, server, folder):
        address = f"{url}/{behaviour}/"
        error = failure(load_small, address)
        assert isinstance(error, datasets.DataUnavailableError)
        text = str(error)
        for part in ("'sst2'", address, "KERAS_RNN_DATA", "'reviews'", reason):
            assert part in text, (part, text)
        assert str(folder / "keras_rnn" / "sst2") in text
        assert files_in(folder) == []


def test_truncated_download():
    check_failure("truncated", "cut off after 5 of ")


def test_wrong_checksum():
    check_failure("wrong", "wrong checksum")


def test_error_status():
    check_failure("missing", "404 Not Found")
    check_failure("broken", "500")


def test_server_that_hangs_up():
    check_failure("silent", "closed connection")


def test_server_that_hangs():
    with mock.patch.object(datasets, "TIMEOUT", 0.1):
        check_failure("hang", "no answer within 0.1 seconds")
        check_failure("stall", "no answer within 0.1 seconds")


def test_no_server_at_all():
    with playground() as (_, _, folder):
        error = failure(load_small, "http://127.0.0.1:9/")
        assert "refused" in str(error).lower()
        assert files_in(folder) == []


def test_every_place_is_named():
    with playground() as (url, _, folder):
        os.environ["KERAS_RNN_DATA"] = f"{url}/broken"
        text = str(failure(load_small, f"{url}/missing/"))
        assert f"{url}/broken/sst2/train.tsv" in text and "500" in text
        assert f"{url}/missing/train.tsv" in text and "404" in text


class FullDisk(io.BytesIO):
    def write(self, block):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_full_disk():
    real_open = open

    def open_full(path, mode="r", *arguments, **options):
        if mode == "wb":
            real_open(path, mode).close()  # the file is there, but empty
            return FullDisk()
        return real_open(path, mode, *arguments, **options)

    with mock.patch.object(datasets, "open", open_full, create=True):
        check_failure("good", os.strerror(errno.ENOSPC))


def test_interrupted_download():
    def interrupt(*arguments):
        raise KeyboardInterrupt

    with playground() as (url, _, folder):
        with mock.patch.object(datasets, "_read_folder", interrupt):
            entry = small_set(f"{url}/good/")
            cache = folder / "keras_rnn" / "sst2"
            try:
                datasets.download(entry, entry.urls(), cache)
            except KeyboardInterrupt:
                pass
        assert files_in(folder) == []


def test_download_that_is_too_large():
    with mock.patch.object(datasets, "MAX_DOWNLOAD", 10):
        check_failure("good", "more than 10 bytes")


# -- Two processes at once ----------------------------------------------------
# Both start with an empty cache and load the same set. Each downloads to a
# temporary folder of its own. Both must succeed, and the cache must be whole
# afterwards.


LOAD_IN_A_PROCESS = """
import dataclasses, sys
from keras_rnn import datasets
address, sha256 = sys.argv[1:]
entry = datasets.SETS["sst2"]
datasets.SETS["sst2"] = dataclasses.replace(
    entry, address=address, sha256=(sha256,)
)
print(datasets.load("sst2").info.counts["test"])
"""


def test_two_processes_load_at_once():
    with playground() as (url, _, folder):
        entry = small_set(f"{url}/good/")
        package = pathlib.Path(datasets.__file__).parents[1]
        paths = [str(package), os.environ.get("PYTHONPATH", "")]
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join(paths))
        command = [sys.executable, "-c", LOAD_IN_A_PROCESS]
        processes = [
            subprocess.Popen(
                [*command, entry.address, *entry.sha256],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for process in processes:
            output, errors = process.communicate()
            assert output.strip() == "2", errors
        assert len(files_in(folder)) == 3


def test_two_threads_load_at_once():
    with playground() as (url, _, folder):
        entry, results = small_set(f"{url}/good/"), []
        cache = folder / "keras_rnn" / "sst2"
        barrier = threading.Barrier(4)

        def work():
            barrier.wait()
            results.append(datasets.download(entry, entry.urls(), cache))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results == [CONTENTS] * 4
        assert len(files_in(folder)) == 3


# -- Small things -------------------------------------------------------------
# Without tqdm the progress is printed in percent. Loading data never needs
# Keras. A hostile archive does no harm, even with the right checksum.


def test_progress_without_tqdm():
    errors = io.StringIO()
    with (
        mock.patch.dict(sys.modules, tqdm=None),
        mock.patch("sys.stderr", errors),
    ):
        progress = datasets._Progress("a set", 100)
        for _ in range(10):
            progress.update(10)
        progress.close()
    assert "a set: 10 %" in errors.getvalue()
    assert "a set: 100 %" in errors.getvalue()


def test_datasets_needs_no_keras():
    code = (
        "import sys; from keras_rnn import datasets; datasets.load('reviews');"
        "assert not {'keras', 'tensorflow', 'jax', 'torch'} & set(sys.modules)"
    )
    package = str(pathlib.Path(datasets.__file__).parents[1])
    paths = os.pathsep.join([package, os.environ.get("PYTHONPATH", "")])
    environment = dict(os.environ, PYTHONPATH=paths)
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def test_hostile_archive_in_a_data_set():
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        member = tarfile.TarInfo("aclImdb/test/pos/../../../../0_9.txt")
        archive.addfile(member, io.BytesIO())
    data = buffer.getvalue()
    entry = dataclasses.replace(
        datasets.SETS["imdb"], sha256=(hashlib.sha256(data).hexdigest(),)
    )
    with playground() as (_, _, folder):
        path = folder / "imdb" / "aclImdb.tar.gz"
        path.parent.mkdir()
        path.write_bytes(data)
        os.environ["KERAS_RNN_DATA"] = str(folder)
        with mock.patch.dict(datasets.SETS, imdb=entry):
            try:
                datasets.load("imdb")
            except UnsafeArchiveError as error:
                assert "outside" in str(error)
            else:
                raise AssertionError("a hostile archive was read")
        assert files_in(folder) == ["imdb/aclImdb.tar.gz"]


def recording(level, samples, rate):
    """A file of sound: 16 bits, one channel, always this level."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes([level, 1]) * samples)
    return buffer.getvalue()


def test_sentences_are_asked_for_where_they_are_published():
    # As at speechocean762's address: upper case, tabs, 16,000 samples a
    # second, a folder for each speaker.
    speakers = [f"{number:04}" for number in range(1, 41)]
    names = [f"{speaker}10035.WAV" for speaker in speakers]
    keys = [name.removesuffix(".WAV") for name in names]
    contents = {
        "text": "".join(f"{key}\tZERO IT'S\n" for key in keys).encode(),
        "utt2spk": "".join(
            f"{key}\t{speaker}\n"
            for key, speaker in zip(keys, speakers, strict=True)
        ).encode(),
        **{
            name: recording(level, 16_000, 16_000)
            for level, name in enumerate(names)
        },
    }
    published = datasets.SETS["speechocean762"]
    assert "WAVE/SPEAKER0001/000010035.WAV" in published.files
    assert published.address.startswith("https://raw.githubusercontent.com/")
    paths = [
        f"WAVE/SPEAKER{speaker}/{name}"
        for speaker, name in zip(speakers, names, strict=True)
    ]
    with playground() as (url, server, folder):
        small = dataclasses.replace(
            published,
            address=f"{url}/good/",
            files=("train/text", "train/utt2spk", *paths),
        )
        with (
            mock.patch.dict(CONTENTS, contents),
            mock.patch.dict(datasets.SETS, speechocean762=small),
        ):
            data = datasets.load("speechocean762", "with_speakers")
        assert sorted(server.requests) == sorted(
            f"/good/{path}" for path in small.files
        )
        rows = [
            row
            for part in (data.train, data.valid, data.test)
            for row in zip(*part, strict=True)
        ]
        assert sorted(row[2] for row in rows) == speakers
        assert {row[1] for row in rows} == {"zero it's"}
        assert {len(row[0]) for row in rows} == {8000}  # resampled


def test_english_french_keeps_pairs_of_words_back():
    # Each test sentence has two words that are known, but not together.
    data = datasets.load("english_french")

    def word_pairs(sentence):
        words = sorted(set(re.findall(r"\w+", sentence.lower())))
        return set(itertools.combinations(words, 2))

    together = set().union(*map(word_pairs, data.train[0]))
    known = {word for pair in together for word in pair}
    for sentence in data.valid[0] + data.test[0]:
        new = word_pairs(sentence) - together
        assert any(set(pair) <= known for pair in new), sentence


# -- The real sets ------------------------------------------------------------
# These tests run where `KERAS_RNN_DATA` reaches the real sets, and pass at
# once elsewhere. They compare the number of rows with the published numbers,
# and the rows that stand in two splits with what was counted independently:
# 123 test reviews of IMDb, 13 test sentences of ATIS and 11 of *emotion*
# stand in train word by word. (For *emotion* you may read 12: then the line
# with the column names was counted, too.)


def load_real(name, task=None):
    """A real set, or None where `KERAS_RNN_DATA` does not name its place."""
    if not os.environ.get("KERAS_RNN_DATA"):
        return None
    return datasets.load(name, task)


def check_published(name, train, valid, test, overlap=0, task=None):
    """Compare with the published counts, before anything is removed."""
    data = load_real(name, task)
    if data is None:
        return
    counts, found = data.info.counts, data.info.duplicates
    assert counts["test"] == test
    assert found["test rows also in train"] == overlap
    removed = found["removed from train"]
    if valid is None:  # taken from train
        share = counts["valid"] / (counts["train"] + counts["valid"])
        assert 0.08 < share < 0.13
        assert counts["train"] + counts["valid"] + removed == train
    else:
        assert counts["train"] + removed == train
        assert counts["valid"] + found["removed from valid"] == valid
    for split in (data.train, data.valid, data.test):
        assert len({len(column) for column in split}) == 1


def test_texts_have_the_published_counts():
    check_published("sst2", 6920, 872, 1821, overlap=2)
    check_published("sst5", 8544, 1101, 2210, overlap=2)
    check_published("emotion", 16000, 2000, 2000, overlap=11)
    check_published("atis", 4478, 500, 893, overlap=13)
    check_published("wnut17", 3394, 1009, 1287)
    for task in ("en-fr", "en-de", "de-en"):
        check_published("multi30k", 29000, 1014, 1000, task=task)


@pytest.mark.slow
def test_large_sets_have_the_published_counts():
    check_published("imdb", 25000, None, 25000, overlap=123)
    check_published("reuters_headlines", 12865, None, 5458, overlap=4)
    check_published("mnist", 60000, None, 10000)
    check_published("fsdd", 1800, None, 200)


@pytest.mark.slow
def test_imdb_labels_and_ratings():
    data = load_real("imdb", "rating")
    if data is not None:
        assert set(data.test[1]) == {1, 2, 3, 4, 7, 8, 9, 10}
        labels = load_real("imdb").test[1]
        assert labels.count("pos") == labels.count("neg") == 12500
        positive = [rating >= 7 for rating in data.test[1]]
        assert positive == [label == "pos" for label in labels]
