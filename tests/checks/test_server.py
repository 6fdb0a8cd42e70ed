"""The server: the runtime's answers, whoever else asks, whatever is sent."""

import asyncio
import base64
import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from keras import ops

import keras_rnn as kr

pytest.importorskip("onnxruntime")
pytest.importorskip(
    "fastapi", reason='the server takes pip install "keras-rnn[serve]"'
)
pytest.importorskip("uvicorn")
httpx = pytest.importorskip("httpx")

from keras_rnn.deploy import runtime, server, verbs, writers  # noqa: E402

TEXTS = ["a great film", "so great , so great", "a dull film", "dull ."]
LABELS = ["pos", "pos", "neg", "neg"]
WORDS = "the cat sat on the mat . the dog sat on the log . " * 2
SOURCE = ["the red house", "a red cat", "the cat", "a house"] * 3
TARGET = ["la maison rouge", "un chat rouge", "le chat", "une maison"] * 3
SENTENCES = ["Ada Lovelace met Ada in London .".split(), "He left .".split()]
TAGS = ["B-PER I-PER O B-PER O B-LOC O".split(), "O O O".split()]
RNG = np.random.default_rng(0)
FEATURES = RNG.normal(size=(3, 2, 5)).round(3)
WAVES = [RNG.normal(0, 0.1, n).astype("float32") for n in (4000, 6000)]
CURVE = np.sin(np.arange(60) * np.pi / 3) + RNG.normal(0, 0.2, 60)
RECORDINGS = [RNG.normal(size=(n, 2)).round(3) for n in (3, 9, 5, 7)]
MAKE = {
    "classifier": lambda: kr.TextClassifier.from_data(TEXTS, LABELS, units=4),
    "regressor": lambda: kr.TextRegressor.from_data(
        TEXTS, [9.0, 8, 2, 1], units=4
    ),
    "tagger": lambda: kr.TokenClassifier.from_data(
        SENTENCES, TAGS, units=4, min_count=1
    ),
    "language model": lambda: kr.CausalLM.from_data(WORDS, "word", units=4),
    "writer": lambda: kr.ConditionalLM.from_data(
        ["f", "f", "m", "m"], ["anna", "bella", "ed", "frank"], units=4
    ),
    "translator": lambda: kr.Seq2SeqLM.from_data(
        SOURCE, TARGET, units=4, min_count=1
    ),
    "captioner": lambda: kr.Captioner.from_data(
        FEATURES, ["a cat", "two dogs", "a dog"], units=4, min_count=1
    ),
    "recognizer": lambda: kr.SpeechRecognizer.from_data(
        WAVES, ["ab", "ba b"], 8000, units=4
    ),
    "forecaster": lambda: kr.Forecaster.from_data(
        CURVE, 7, 18, season=6, units=4
    ),
    "recordings": lambda: kr.SeriesClassifier.from_data(
        RECORDINGS, ["a", "b"] * 2, units=4
    ),
}


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """Runtimes of small tasks with random weights, made once each."""
    folder, made = tmp_path_factory.mktemp("models"), {}

    def get(name):
        if name not in made:
            task, rng = MAKE[name](), np.random.default_rng(1)
            for weight in task.network.weights:
                if "int" not in str(weight.dtype):
                    noise = rng.normal(0, 0.3, weight.shape).astype("float32")
                    weight.assign(ops.convert_to_numpy(weight) + noise)
            path = folder / f"{name}.onnx"
            kr.export(task, path)
            made[name] = runtime.load_onnx(path)
        return made[name]

    return get


def ask(model, *requests, limits=None, after=None):
    """Sends requests, all at once, to an app in this process.

    Args:
        requests: tuples `(path, JSON or bytes)`, a content type behind them
            if it is not JSON; or paths to get.

    Returns:
        list of responses.
    """
    app = server.create_app(model, limits)
    headers = {"content-type": "application/json"}

    def sent(client, request):
        if isinstance(request, str):
            return client.get(request)
        path, body, *kind = request
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        own = {"content-type": kind[0]} if kind else headers
        return client.post(path, content=body, headers=own)

    async def run():
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://a") as c,
        ):
            found = await asyncio.gather(*(sent(c, x) for x in requests))
            return [*found, *[await sent(c, x) for x in after or ()]]

    return asyncio.run(run())


def refused(answers, *expected):
    """Each answer has its status, and says what is wrong."""
    for found, (status, message) in zip(answers, expected, strict=True):
        assert found.status_code == status, (message, found.text)
        assert message in found.json()["detail"]


def results(response):
    assert response.status_code == 200, response.text
    return response.json()["results"]


def test_classes(models):
    model, texts = models("classifier"), [*TEXTS, "great , dull , great"]
    requests = [("/classify", {"texts": [text]}) for text in texts]
    (*alone, together) = ask(model, *requests, ("/classify", {"texts": texts}))
    found = results(together)
    assert [x["label"] for x in found] == model.classify(texts)
    for one, row, other in zip(found, model.predict(texts), alone):
        assert one["probability"] == pytest.approx(row.max(), abs=1e-5)
        chances = [one["probabilities"][label] for label in model.labels]
        assert chances == pytest.approx(row, abs=1e-5)
        (other,) = results(other)
        assert other["label"] == one["label"]
        assert other["probabilities"] == pytest.approx(one["probabilities"])


def test_numbers_tags_and_names(models):
    model = models("regressor")
    (found,) = ask(model, ("/rate", {"texts": TEXTS}))
    ratings = [x["rating"] for x in results(found)]
    assert ratings == pytest.approx(model.rate(TEXTS), abs=1e-5)
    model, asked = models("tagger"), ["Ada, in London.", ["He", "met", "Ada"]]
    tags, names = ask(
        model,
        ("/tag", {"sentences": asked}),
        ("/entities", {"sentences": asked}),
    )
    assert [x["tags"] for x in results(tags)] == model.tag(asked)
    assert results(tags)[0]["words"] == ["Ada", ",", "in", "London", "."]
    for ours, theirs in zip(results(names), model.entities(asked)):
        for one, other in zip(ours["entities"], theirs, strict=True):
            assert one["text"] == other["text"]
            assert one["score"] == pytest.approx(other["score"], abs=1e-5)


def test_what_is_written_and_how_probable_it_is(models):
    model = models("language model")
    options = {"max_length": 6, "seed": 3, "sampler": "top_k", "k": 3}
    prompts = ["the cat", "", "the dog sat"]
    written, following, score = ask(
        model,
        ("/generate", {"prompts": prompts, **options}),
        ("/next", {"prompts": prompts, "k": 2}),
        ("/score", {"texts": [WORDS]}),
    )
    expected = model.generate(prompts, 6, "top_k", seed=3, k=3)
    assert [x["text"] for x in results(written)] == expected
    for one, prompt in zip(results(following), prompts):
        (token, chance), _ = model.next(prompt, 2)
        assert one["next"][0]["token"] == token
        assert one["next"][0]["probability"] == pytest.approx(chance, abs=1e-5)
    (score,) = results(score)
    assert score["score"] == pytest.approx(model.score([WORDS])[0], rel=1e-5)

    model, names = models("writer"), ["anna", "ed"]
    written, score, wrong = ask(
        model,
        ("/generate", {"conditions": ["f", [0, 1]], "sampler": "greedy"}),
        ("/score", {"conditions": ["f", "m"], "texts": names}),
        ("/generate", {"conditions": ["x"]}),
    )
    expected = model.generate(["f", [0, 1]], sampler="greedy")
    assert [x["text"] for x in results(written)] == expected
    found = [x["score"] for x in results(score)]
    assert found == pytest.approx(model.score(["f", "m"], names), rel=1e-5)
    assert wrong.status_code == 422 and "conditions[0] is 'x'" in wrong.text
    (wrong,) = ask(model, ("/generate", b'{"conditions": [[0, NaN]]}'))
    assert wrong.status_code == 422 and "conditions[0] is" in wrong.text


def test_translations_one_by_one_and_all_at_once(models):
    model = models("translator")
    asked = ["the red cat", "a", "a house a red house the cat", "the house"] * 5
    kinds = [{"sampler": "beam", "num_beams": 3}, {}, {"sampler": "random"}] * 7
    requests = [
        ("/translate", {"texts": [x], "max_length": 4 + n, "seed": n, **kind})
        for n, (x, kind) in enumerate(zip(asked, kinds))
    ]
    together = ask(model, *requests, after=["/metrics"])
    alone = ask(model, after=requests)
    for one, other in zip(together, alone):
        ((one,), (other,)) = results(one), results(other)
        assert one["text"] == other["text"]
        # Beside others, the last digits of a product may differ.
        assert one.get("score") == pytest.approx(other.get("score"), abs=1e-5)
    for n in (1, 4, 7):
        expected = model.generate([asked[n]], 4 + n)
        assert [results(together[n])[0]["text"]] == expected
    assert "score" in results(together[0])[0]
    (steps,) = re.findall(r"batches_total (\d+)", together[-1].text)
    assert int(steps) <= 4 + len(asked) + 2  # steps of the longest, no more
    (score,) = ask(
        model, ("/score", {"sources": SOURCE[:2], "targets": TARGET[:2]})
    )
    expected = model.score(SOURCE[:2], TARGET[:2])
    found = [x["score"] for x in results(score)]
    assert found == pytest.approx(expected, rel=1e-5)


def test_captions_from_features(models):
    model, features = models("captioner"), FEATURES.tolist()
    written, beam, score, streamed, *wrong = ask(
        model,
        ("/generate", {"features": features, "max_length": 6}),
        ("/generate", {"features": features, "sampler": "beam"}),
        ("/score", {"features": features[:1], "captions": ["a cat"]}),
        ("/generate", {"features": features[:1], "stream": True}),
        ("/generate", {"features": [features[0][0]]}),
        ("/generate", {"features": features, "sampler": "beam", "k": 2}),
        limits=verbs.Limits(values=20),
    )
    texts = [x["text"] for x in results(written)]
    assert texts == model.generate(FEATURES, 6)
    texts = [x["text"] for x in results(beam)]
    assert texts == model.generate(FEATURES, sampler="beam")
    expected = model.score(FEATURES[:1], ["a cat"])[0]
    assert results(score)[0]["score"] == pytest.approx(expected, rel=1e-5)
    assert '"done": true' in streamed.text
    for found, message in zip(wrong, ("must have (2, 5)", "k needs one of")):
        assert found.status_code == 422 and message in found.json()["detail"]
    (large,) = ask(
        model,
        ("/generate", {"features": features}),
        limits=verbs.Limits(values=9),
    )
    assert large.status_code == 413 and "10 values; at most 9" in large.text


def test_speech_as_samples_and_as_a_file(models, tmp_path):
    model = models("recognizer")
    kr.audio.write(tmp_path / "a.wav", WAVES[0], 16_000)
    data = (tmp_path / "a.wav").read_bytes()
    coded, path = base64.b64encode(data).decode(), "/transcribe"
    together, file, base, health, api, *wrong = ask(
        model,
        (path, {"recordings": [x.tolist() for x in WAVES]}),
        (path, data, "audio/wav"),
        (path, {"recordings": [coded, coded]}),
        "/health",
        "/openapi.json",
        (path, {"recordings": [coded[:41] + "!"]}),
        (path, data[:30], "audio/x-wav"),
        (path, b"", "audio/wav"),
        (path, {"recordings": [[]]}),
        (path, {"recordings": [[0.0, "a"]]}),
        (path, {"recordings": [[3e4] * 99]}),
        (path, {"recordings": [[0.0]], "sampling_rate": 7}),
        (path, {"recordings": [[0.0] * 8000]}),
        (path, {"recordings": [[0.0]] * 17}),
        (path, data, "audio/mpeg"),
        (path, data * 5, "audio/wav"),
        limits=verbs.Limits(sound=0.9, sound_body=2**15),
    )
    assert [x["text"] for x in results(together)] == model.transcribe(WAVES)
    expected = model.transcribe([data])
    assert [x["text"] for x in results(file)] == expected
    assert [x["text"] for x in results(base)] == expected * 2
    assert health.json()["verbs"] == ["transcribe"]
    about = api.json()["paths"]["/transcribe"]["post"]
    assert "At most 0.9 seconds each; best at 8000" in about["description"]
    kinds = about["requestBody"]["content"]
    assert {"application/json", "audio/wav"} <= set(kinds)
    refused(
        wrong,
        (422, "recordings[0] is no base64"),
        (422, "recordings[0] is no plain .wav file"),
        (422, "recordings[0] is no plain .wav file: it is cut off"),
        (422, "recordings[0] has no samples"),
        (422, "recordings[0]"),
        (422, "divide 16 bit samples by 32768"),
        (422, "sampling_rate must be 2,000 to 400,000"),
        (413, "row 0 has 1 seconds; at most 0.9 are read"),
        (413, "17 rows; at most 16 in one request"),
        (422, "application/json, or what is audio/wav, audio/x-wav"),
        (413, "at most 32768 bytes are read"),
    )


def test_forecasts_with_gaps(models):
    model, path = models("forecaster"), "/forecast"
    gaps = [None if 7 < n < 11 else x for n, x in enumerate(CURVE)]
    found, api, *wrong = ask(
        model,
        (path, {"series": [CURVE.tolist(), gaps, {"values": gaps}]}),
        "/openapi.json",
        (path, {"series": [gaps[11:20]]}),
        (path, {"series": [[*gaps, None]]}),
        (path, {"series": [["x"] * 20]}),
        (path, {"series": [gaps * 2]}),
        (path, b'{"series": [[1.0, Infinity, 2.0]]}'),
        limits=verbs.Limits(values=100),
    )
    expected = model.forecast([CURVE, gaps, gaps])
    for one, other in zip(results(found), expected, strict=True):
        assert list(one["forecast"]) == ["0.1", "0.5", "0.9"]
        columns = np.array(list(one["forecast"].values())).T
        np.testing.assert_allclose(columns, other, rtol=1e-7)
    about = api.json()["paths"][path]["post"]["description"]
    assert "18 to 100 values" in about and "7 steps" in about
    refused(
        wrong,
        (422, "series[0] has 9 values; 18 are read at the least"),
        (422, "series[0] ends in 1 missing values"),
        (422, "series[0]"),
        (413, "120 values; at most 100"),
        (422, "series[0][1] is inf"),
    )


def test_recordings_are_classified(models):
    model = models("recordings")
    rows = [x.tolist() for x in RECORDINGS]
    *alone, together, wrong = ask(
        model,
        *(("/classify", {"recordings": [row]}) for row in rows),
        ("/classify", {"recordings": rows}),
        ("/classify", {"recordings": [[1.0, 2.0]]}),
    )
    expected = model.classify(RECORDINGS)
    assert [x["label"] for x in results(together)] == expected
    assert [results(x)[0]["label"] for x in alone] == expected
    assert wrong.status_code == 422 and "must have (steps, 2)" in wrong.text


def test_pieces_come_as_they_are_written(models):
    model = models("language model")
    body = {"prompts": ["the", "a dog"], "seed": 1, "max_length": 12}
    whole, stream, beam = ask(
        model,
        ("/generate", body),
        ("/generate", {**body, "stream": True}),
        ("/generate", {**body, "stream": True, "sampler": "beam"}),
    )
    expected = [x["text"] for x in results(whole)]
    assert stream.headers["content-type"].startswith("text/event-stream")
    texts, done = list(body["prompts"]), {}
    for line in stream.text.strip().split("\n\n"):
        event = json.loads(line.removeprefix("data: "))
        if event.get("done"):
            done[event["index"]] = event["text"]
        else:
            texts[event["index"]] += event["delta"]
    assert texts == expected == [done[0], done[1]]
    assert beam.status_code == 422 and "leave out stream" in beam.text


def test_only_what_the_model_can_do(models):
    table = {
        "classifier": ["classify"],
        "regressor": ["rate"],
        "tagger": ["tag", "entities"],
        "language model": ["score", "next", "generate"],
        "writer": ["score", "generate"],
        "translator": ["score", "generate", "translate"],
        "captioner": ["generate", "score"],
        "recognizer": ["transcribe"],
        "forecaster": ["forecast"],
        "recordings": ["classify"],
    }
    for name, expected in table.items():
        assert list(verbs.verbs_of(models(name))) == expected
    health, unknown, api, page = ask(
        models("classifier"),
        "/health",
        ("/translate", {"texts": ["a"]}),
        "/openapi.json",
        "/docs",
    )
    assert health.json() == {
        "status": "ok",
        "task": "TextClassifier",
        "verbs": ["classify"],
    }
    assert unknown.status_code == 404 and "POST /classify" in unknown.text
    assert "/classify" in api.json()["paths"]
    # The page asks for nothing from outside, and could not.
    assert not re.search(r"(src|href)=.?(https?:|//)", page.text)
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_requests_that_come_together_are_run_together(models):
    model = models("classifier")
    asked = [("/classify", {"texts": [TEXTS[n % 4]]}) for n in range(60)]
    *found, metrics = ask(model, *asked, after=["/metrics"])
    expected = model.classify(TEXTS)
    labels = [results(x)[0]["label"] for x in found]
    assert labels == expected * 15
    said = dict(re.findall(r"^(\w+_total) (\d+)$", metrics.text, re.M))
    assert said["keras_rnn_rows_total"] == "60"
    assert int(said["keras_rnn_batches_total"]) < 30
    status = 'keras_rnn_requests_total{path="/classify",status="200"} 60'
    assert status in metrics.text
    assert "keras_rnn_rows_waiting 0" in metrics.text


def test_nobody_fails_for_anothers_sake(models, monkeypatch):
    model, predict = models("classifier"), runtime.Classifier.predict

    def fails(self, texts):
        if "bad" in texts:
            raise RuntimeError("a fault")
        return predict(self, texts)

    monkeypatch.setattr(runtime.Classifier, "predict", fails)
    texts = ["a", "bad", "b", "c"]
    asked = [("/classify", {"texts": [x]}) for x in texts]
    *found, metrics = ask(model, *asked, after=["/metrics"])
    assert [x.status_code for x in found] == [200, 500, 200, 200]
    assert 'total{path="/classify",status="500"} 1' in metrics.text
    assert found[1].json() == {"detail": "the server has a fault; see its log"}


BAD = {
    b'{"texts": ["a"': (400, "no JSON: Expecting"),
    b'{"texts": ["\xff"]}': (400, "no JSON in UTF-8"),
    b"[" * 100_000: (400, "too deep"),
    b"": (422, "Field required; send JSON"),
    b"[]": (422, "send JSON"),
    b"{}": (422, "texts: Field required"),
    b'{"texts": "a"}': (422, "texts: Input should be a valid list"),
    b'{"texts": []}': (422, "texts is empty"),
    b'{"texts": ["a", 1]}': (422, r"texts\[1\]: Input should be a valid str"),
    b'{"texts": ["a", " "]}': (422, r"texts\[1\] is blank"),
    b'{"texts": ["a \\ud800"]}': (422, "half a character"),
    b'{"texts": ["a"], "labels": []}': (422, "labels: Extra inputs"),
    json.dumps({"texts": ["a"] * 257}).encode(): (413, "257 rows; at most 256"),
    json.dumps({"texts": ["a" * 20_001]}).encode(): (413, "20001 characters"),
    json.dumps({"texts": ["a" * 2**20]}).encode(): (413, "body is too large"),
}


def test_what_does_not_fit_is_refused_in_a_sentence(models):
    requests = [("/classify", body) for body in BAD]
    found = ask(models("classifier"), *requests, "/classify", "/nothing")
    for (body, (status, message)), x in zip(BAD.items(), found, strict=False):
        assert x.status_code == status, (body[:40], x.text)
        assert re.search(message, x.json()["detail"]), (body[:40], x.text)
    assert [x.status_code for x in found[-2:]] == [405, 404]
    for options, status, message in (
        ({"sampler": "gready"}, 422, "sampler: Input should be 'greedy'"),
        ({"sampler": "greedy", "k": 3}, 422, "k needs one of"),
        ({"temperature": -1}, 422, "temperature must be"),
        ({"max_length": 5000}, 413, "max_length is at most 1000"),
        ({"max_length": 0}, 422, "max_length"),
        (
            {"prompts": ["the"] * 65, "sampler": "beam"},
            413,
            "65 rows of 4 beams; at most 256",
        ),
    ):
        body = {"prompts": ["the"], **options}
        (x,) = ask(models("language model"), ("/generate", body))
        assert x.status_code == status, (options, x.text)
        assert message in x.json()["detail"]


def test_too_much_and_too_slow(models, monkeypatch):
    model, predict = models("classifier"), runtime.Classifier.predict

    def slow(self, texts):
        time.sleep(0.2)
        return predict(self, texts)

    monkeypatch.setattr(runtime.Classifier, "predict", slow)
    asked = [("/classify", {"texts": [x]}) for x in TEXTS]
    limits = verbs.Limits(waiting=3)
    found = ask(model, *asked, limits=limits, after=asked[:1])
    assert [x.status_code for x in found] == [200, 200, 200, 503, 200]
    assert found[3].headers["retry-after"] == "1"
    limits = verbs.Limits(seconds=0.05)
    (late,) = ask(model, asked[0], limits=limits)
    assert late.status_code == 504 and "within 0.05 seconds" in late.text
    model = models("language model")
    step = writers.LanguageModel.step
    monkeypatch.setattr(
        writers.LanguageModel,
        "step",
        lambda *x: time.sleep(0.02) or step(*x),
    )
    body = {"prompts": ["the"], "max_length": 1000}
    late, stream, metrics = ask(
        model,
        ("/generate", body),
        ("/generate", {**body, "stream": True}),
        limits=verbs.Limits(seconds=0.1),
        after=["/metrics"],
    )
    assert late.status_code == 504
    assert "not finished in time" in stream.text.strip().split("\n")[-1]
    assert "keras_rnn_rows_waiting 0" in metrics.text  # they have left


def test_a_body_that_does_not_come(models):
    limits = verbs.Limits(patience=0.05)
    app = server.create_app(models("classifier"), limits)
    sent = []

    async def receive():
        await asyncio.sleep(10)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": "/classify", "headers": []}
    asyncio.run(app({**scope, "method": "POST"}, receive, send))
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]


CODE = """
from keras_rnn.deploy import server
limits = server.Limits(patience=1.0)
server.serve({!r}, port={}, limits=limits)
"""


@contextlib.contextmanager
def started(path, port=0):
    """A server in a process of its own: the process and its port."""
    process = subprocess.Popen(
        [sys.executable, "-c", CODE.format(str(path), port)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        found = re.search(r"http://127.0.0.1:(\d+)", process.stdout.readline())
        yield process, int(found[1])
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def post(port, body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/classify",
        json.dumps(body).encode(),
        {"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.load(response)["results"]


def test_a_server_is_killed_and_starts_again(tmp_path, models):
    """From a `.keras` file first, exported on the way."""
    task = MAKE["classifier"]()
    task.save(tmp_path / "film.keras")
    kr.export(task, tmp_path / "film.onnx")
    expected = kr.load_onnx(tmp_path / "film.onnx").classify(TEXTS)
    before = set(Path(tmp_path).iterdir())
    with started(tmp_path / "film.keras") as (process, port):
        found = post(port, {"texts": TEXTS})
        assert [x["label"] for x in found] == expected
        with socket.create_connection(("127.0.0.1", port)) as slow:
            slow.sendall(b"POST /classify HTTP/1.1\r\nhost: a\r\n")
            slow.settimeout(10)
            assert slow.recv(100) == b""  # shown the door
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    with started(tmp_path / "film.onnx", port) as (process, port):
        again = post(port, {"texts": TEXTS})
        assert [x["label"] for x in again] == expected
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    assert set(Path(tmp_path).iterdir()) == before


def test_what_cannot_be_served_says_so(tmp_path):
    with pytest.raises(FileNotFoundError, match="no model file"):
        server.create_app(tmp_path / "none.keras")
    with pytest.raises(FileNotFoundError, match="no file"):
        server.create_app(tmp_path / "none.onnx")
    with pytest.raises(ValueError, match="must end in .onnx"):
        server.create_app(tmp_path / "film.h5")
    task = MAKE["classifier"]()
    assert server.open_model(task).classify(TEXTS) == task.classify(TEXTS)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"can't listen at port {port}"):
            server.serve(task, port=port)
