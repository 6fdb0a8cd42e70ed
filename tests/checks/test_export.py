"""ONNX files: onnxruntime must say what Keras says.

Networks have random weights: every number counts. PyTorch, which compiles
nothing, does all three cells, the others one.
"""

import json

import keras
import numpy as np
import pytest
from keras import ops

import keras_rnn as kr
from keras_rnn.text import END, START, UNKNOWN

onnxruntime = pytest.importorskip("onnxruntime")
pytestmark = pytest.mark.backends
CELLS = kr.CELLS if keras.backend.backend() == "torch" else ("gru",)
VOCABULARY = 20
SIZES = (1, 1), (3, 7), (4, 8)  # batch, time
INPUTS = {"vocabulary_size": VOCABULARY, "units": 4}


def ids(rng, batch, time, empty=True):
    """Rows of ids of any length, the last one with no token at all."""
    lengths = rng.integers(1, time + 1, size=(batch, 1))
    if empty and batch > 1:
        lengths[-1] = 0
    rows = rng.integers(4, VOCABULARY, size=(batch, time))
    return np.where(np.arange(time) < lengths, rows, 0).astype("int32")


def with_unknown(rows):
    """Some words of a source are in no vocabulary, as `Copying` has them."""
    rows = rows.copy()
    for row in rows:
        words = row.copy()
        for place, word in enumerate(words):
            if word >= 15:
                row[place] = VOCABULARY + list(words).index(word)
    return rows


def texts(rng, batch, time):
    return {"tokens": ids(rng, batch, time)}


def vectors(rng, batch, time):
    x = rng.normal(size=(batch, time, 3)).astype("float32")
    lengths = rng.integers(0, time + 1, size=(batch, 1))
    return {"vectors": x, "mask": np.arange(time) < lengths}


def words(rng, batch, time):
    tokens = ids(rng, batch, time)
    letters = rng.integers(1, 9, size=(batch, time, 4)).astype("int32")
    letters[:, :, 2:] *= rng.integers(
        0, 2, size=(batch, time, 1), dtype="int32"
    )
    return {"tokens": tokens, "characters": letters * (tokens > 0)[..., None]}


def conditions(rng, batch, time):
    condition = rng.normal(size=(batch, 2)).astype("float32")
    return {"tokens": ids(rng, batch, time), "condition": condition}


def pairs(rng, batch, time):
    source = ids(rng, batch, time, empty=False)
    return {"source": source, "target": ids(rng, batch, max(1, time - 1))}


def copied_pairs(rng, batch, time):
    given = pairs(rng, batch, time)
    return {**given, "source": with_unknown(given["source"])}


def with_ngrams(cell):
    rng = np.random.default_rng(0)
    network = kr.many_to_one(
        cell, **INPUTS, ngrams=200, beginnings=rng.integers(0, VOCABULARY, 20)
    )
    known = [list(rng.integers(4, VOCABULARY, 8)) for _ in range(60)]
    network.get_layer("ngrams").adapt(known, rng.integers(0, 2, 60))
    return network


def translator(cell, **options):
    return kr.encoder_decoder(
        cell, VOCABULARY, VOCABULARY, units=4, embedding_dim=4, **options
    )


def tagger(cell):
    letters = {"vocabulary_size": 9, "units": 4, "embedding_dim": 4}
    return kr.many_to_many(
        cell, **INPUTS, num_classes=3, crf=True, characters=letters
    )


NETWORKS = {
    "last state": (lambda c: kr.many_to_one(c, **INPUTS), texts),
    "largest of two stacks": (
        lambda c: kr.many_to_one(
            c, **INPUTS, num_layers=2, bidirectional=True, pooling="max"
        ),
        texts,
    ),
    "mean of vectors": (
        lambda c: kr.many_to_one(
            c, input_shape=(None, 3), units=4, pooling="last"
        ),
        vectors,
    ),
    "n-grams and beginnings": (with_ngrams, texts),
    "letters and a CRF": (tagger, words),
    "one to many": (
        lambda c: kr.one_to_many(c, 2, VOCABULARY, units=4, num_layers=2),
        conditions,
    ),
    "language model": (lambda c: kr.language_model(c, **INPUTS), texts),
    "translator": (lambda c: translator(c, bidirectional=True), pairs),
    "dot, tied": (
        lambda c: translator(c, attention="dot", tied=True, bidirectional=True),
        pairs,
    ),
    "additive, copies": (
        lambda c: translator(c, attention="additive", copy=True),
        copied_pairs,
    ),
}


def shaken(network):
    """The same network, every weight moved at random."""
    rng = np.random.default_rng(1)
    for weight in network.weights:
        if "int" not in str(weight.dtype):
            noise = rng.normal(0, 0.2, weight.shape).astype("float32")
            weight.assign(ops.convert_to_numpy(weight) + noise)
    return network


def session(path):
    return onnxruntime.InferenceSession(str(path))


def answers(session, inputs):
    """What a file says, by name; inputs that it does not have are left out."""
    names = {x.name for x in session.get_inputs()}
    outputs = [x.name for x in session.get_outputs()]
    given = {name: x for name, x in inputs.items() if name in names}
    return dict(zip(outputs, session.run(None, given), strict=True))


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("cell", CELLS)
def test_a_file_says_what_its_network_says(tmp_path, cell, name):
    build, make = NETWORKS[name]
    network = shaken(build(cell))
    (path,) = kr.export(network, tmp_path / "network.onnx")
    rng = np.random.default_rng(2)
    for batch, time in SIZES:
        given = make(rng, batch, time)
        expected = ops.convert_to_numpy(network(given))
        found = answers(session(path), given)["logits"]
        # What has probability zero is -30,000 more or less.
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)


def test_a_plain_net_too(tmp_path):
    network = shaken(kr.one_to_one(3, units=4, input_shape=(3, 4)))
    (path,) = kr.export(network, tmp_path / "network.onnx")
    x = np.random.default_rng(0).normal(size=(5, 3, 4)).astype("float32")
    expected = ops.convert_to_numpy(network(x))
    found = answers(session(path), {"vectors": x})["logits"]
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)


def next_inputs(found):
    """States that came out, under the names that they go in by."""
    return {k[5:]: x for k, x in found.items() if k.startswith("next_")}


def test_a_classifier_with_all_that_it_knows(tmp_path):
    texts = ["a great film", "so great", "a dull film", "dull , dull"] * 4
    labels = ["pos", "pos", "neg", "neg"] * 4
    task = kr.TextClassifier.from_data(texts, labels, cell="gru", units=4)
    shaken(task.network)
    (path,) = kr.export(task, tmp_path / "film.onnx")
    file = session(path)
    about = file.get_modelmeta().custom_metadata_map
    config = json.loads(about["keras_rnn.config"])
    assert about["keras_rnn.task"] == "TextClassifier"
    assert config["labels"] == list(task.labels) == ["neg", "pos"]
    tokenizer = kr.text.tokenizer_from_config(config["tokenizer"])
    tokens, _ = kr.text.pad([tokenizer.encode(text) for text in texts[:4]])
    found = answers(file, {"tokens": tokens})["probabilities"]
    np.testing.assert_allclose(
        found, task.predict(texts[:4], verbose=0), atol=1e-6
    )


def test_ratings_in_stars(tmp_path):
    texts = ["a great film", "a dull film"] * 4
    task = kr.TextRegressor.from_data(texts, [9.0, 2.0] * 4, units=4)
    shaken(task.network)
    (path,) = kr.export(task, tmp_path / "film.onnx")
    tokens, _ = kr.text.pad([task.tokenizer.encode(text) for text in texts])
    found = answers(session(path), {"tokens": tokens})["ratings"]
    expected = np.ravel(task.predict(texts, verbose=0))
    np.testing.assert_allclose(found[:, 0], expected, rtol=1e-5)


def test_a_language_model_goes_on(tmp_path):
    text = "the cat sat on the mat. the dog sat on the log. " * 4
    task = kr.CausalLM.from_data(text, cell="gru", units=4, level="character")
    shaken(task.network)
    (path,) = kr.export(task, tmp_path / "mat.onnx")
    file, written = session(path), []
    states = {
        x.name: np.zeros((1, 4), "float32")
        for x in file.get_inputs()
        if x.name.startswith("state")
    }
    tokens = [START, *task.tokenizer.encode("the ")]
    for _ in range(10):
        given = {"tokens": np.int32([tokens]), **states}
        found = answers(file, given)
        states, logits = next_inputs(found), found["logits"][0, -1]
        logits[UNKNOWN] = -np.inf  # never written
        tokens = [int(logits.argmax())]
        written += tokens
    expected = task.generate("the ", max_length=10, sampler="greedy")
    assert "the " + task.tokenizer.decode(written) == expected


def test_names_are_written_step_by_step(tmp_path):
    names, kinds = (
        ["anna", "bella", "ed", "frank"] * 4,
        ["f", "f", "m", "m"] * 4,
    )
    task = kr.ConditionalLM.from_data(kinds, names, cell="gru", units=4)
    shaken(task.network)
    begin, step = map(session, kr.export(task, tmp_path / "name.onnx"))
    condition = task.vectors(["m"]).astype("float32")
    states, token = answers(begin, {"condition": condition}), START
    written = []
    for _ in range(8):
        given = {"tokens": np.int32([[token]]), **states}
        found = answers(step, given)
        found["logits"][..., UNKNOWN] = -np.inf  # never written
        states, token = next_inputs(found), int(found["logits"].argmax())
        if token == END:
            break
        written.append(token)
    expected = task.generate(["m"], sampler="greedy", max_length=8)
    assert [task.tokenizer.decode(written)] == expected


@pytest.mark.parametrize(
    "options",
    [{"attention": None}, {"attention": "dot"}, {"copy": True}],
    ids=["plain", "dot", "copy"],
)
def test_a_translator_writes_step_by_step(tmp_path, options):
    source = ["the red house", "a red cat", "the cat", "a house"] * 4
    target = ["la maison rouge", "un chat rouge", "le chat", "une maison"] * 4
    if "copy" in options:
        target = source
    task = kr.Seq2SeqLM.from_data(
        source, target, cell="gru", units=4, min_count=1, **options
    )
    shaken(task.network)
    begin, step = map(session, kr.export(task, tmp_path / "text.onnx"))
    inputs = {"source": np.int32([task.tokenizer.encode(source[0])])}
    given, token = {**inputs, **answers(begin, inputs)}, START
    logits, states = task.writer.begin(inputs)
    for _ in range(6):
        found = answers(step, {"token": np.int32([token]), **given})
        np.testing.assert_allclose(
            found["logits"], ops.convert_to_numpy(logits), rtol=1e-4, atol=1e-5
        )
        given.update(next_inputs(found))
        token = int(found["logits"][0, 4:].argmax()) + 4
        logits, states = task.writer.step(np.int32([token]), states)


def test_what_cannot_be_exported_says_so(tmp_path):
    with pytest.raises(ValueError, match="must end in .onnx"):
        kr.export(kr.one_to_one(2, 2, (3,)), tmp_path / "network.h5")
    with pytest.raises(TypeError, match="a task or a network"):
        kr.export("network", tmp_path / "network.onnx")
    x = keras.Input((None, 3), name="vectors")
    strange = keras.Model(x, keras.layers.Conv1D(2, 3)(x))
    with pytest.raises(ValueError, match="Conv1D"):
        kr.export(strange, tmp_path / "network.onnx")
    x = keras.Input((3,), name="vectors")
    strange = keras.Model(x, keras.layers.Dense(2, "softplus")(x))
    with pytest.raises(ValueError, match="softplus"):
        kr.export(strange, tmp_path / "network.onnx")
    series = kr.Forecaster.from_data(np.arange(80.0), 2, season=4)
    with pytest.raises(TypeError, match="Forecaster can't be exported"):
        kr.export(series, tmp_path / "series.onnx")
    assert list(tmp_path.iterdir()) == []


def test_keras_export_makes_the_same_file(tmp_path):
    """Keras's own way to ONNX writes a wrong file, without an error."""
    network = kr.many_to_one("gru", **INPUTS)
    network.export(tmp_path / "theirs.onnx", format="onnx")
    kr.export(network, tmp_path / "ours.onnx")
    made = [(tmp_path / f"{x}.onnx").read_bytes() for x in ("theirs", "ours")]
    assert made[0] == made[1]


def test_a_failed_write_leaves_the_good_file(tmp_path, monkeypatch):
    network = kr.many_to_one("gru", **INPUTS)
    path = tmp_path / "network.onnx"
    kr.export(network, path)
    good = path.read_bytes()

    def fail(*paths):
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        kr.export(network, path)
    assert path.read_bytes() == good
    assert [file.name for file in tmp_path.iterdir()] == ["network.onnx"]


def test_weights_of_8_bits(tmp_path):
    network = shaken(
        kr.many_to_one("lstm", vocabulary_size=2000, units=8, embedding_dim=32)
    )
    large, small = tmp_path / "large.onnx", tmp_path / "small.onnx"
    kr.export(network, large)
    kr.export(network, small, int8=True)
    assert small.stat().st_size < large.stat().st_size / 3
    given = texts(np.random.default_rng(0), 4, 8)
    exact, rounded = (
        answers(session(path), given)["logits"] for path in (large, small)
    )
    assert 0 < np.abs(exact - rounded).max() < 0.1 * np.abs(exact).max()
