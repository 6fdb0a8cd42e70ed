"""ONNX files: onnxruntime must say what Keras says.

Networks have random weights: every number counts; then they are trained a
little and written again: with each cell on PyTorch, where it is quickest, and
with one elsewhere. Every pattern is written with every cell, on every backend.
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
CELLS = kr.CELLS
TRAINED = CELLS if keras.backend.backend() == "torch" else ("gru",)
VOCABULARY = 20
SIZES = (1, 1), (3, 7), (4, 8)  # batch, time
INPUTS = {"vocabulary_size": VOCABULARY, "units": 4}
SMALL = {"units": 4, "embedding_dim": 4}
COLUMNS = {"past_features": 2, "future_features": 1}


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
    lengths = rng.integers(1, time + 1, size=(batch, 1))
    if batch > 1:
        lengths[-1] = 0
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


def images(rng, batch, time, shape=(3, 5)):
    feature = rng.normal(3, 2, size=(batch, *shape)).astype("float32")
    return {"feature": feature, "tokens": ids(rng, batch, time)}


def sounds(rng, batch, time):
    given = vectors(rng, batch, time)
    return {"frames": given["vectors"], "mask": given["mask"]}


def histories(rng, batch, time):
    """Histories with gaps, the last of them with no value at all."""
    history = rng.normal(5, 3, size=(batch, 20)).astype("float32")
    history[rng.random(history.shape) < 0.2] = np.nan
    history[batch - 1 or 1 :] = np.nan
    past, future = rng.normal(size=(batch, 20, 2)), rng.normal(size=(batch, 27))
    future = future[:, :, None].astype("float32")
    return {"history": history, "past": past.astype("float32")} | {
        "future": future
    }


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
    "captions": (
        lambda c: kr.captioner(c, VOCABULARY, (5,), **SMALL, num_layers=2),
        lambda *size: images(*size, shape=(5,)),
    ),
    "captions, attention": (
        lambda c: kr.captioner(
            c, VOCABULARY, (3, 5), **SMALL, attention="additive"
        ),
        images,
    ),
    "speech": (
        lambda c: kr.speech_to_text(c, 3, 5, units=4, bands=3),
        sounds,
    ),
    "speech, forward only": (
        lambda c: kr.speech_to_text(c, 3, 5, units=4, bidirectional=False),
        sounds,
    ),
    "forecast": (
        lambda c: kr.forecaster(c, 20, 7, season=6, segment=3, units=4),
        histories,
    ),
    "forecast, a decoder and columns": (
        lambda c: kr.forecaster(
            c, 20, 7, season=6, units=4, decoder=True, **COLUMNS
        ),
        histories,
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


def trained(network, given):
    """The same network, a few steps of Adam later."""
    network.compile(keras.optimizers.Adam(0.03), "mse", run_eagerly=True)
    zeros = np.zeros_like(ops.convert_to_numpy(network(given)))
    for _ in range(2):
        network.train_on_batch(given, zeros)
    return network


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("cell", CELLS)
def test_a_file_says_what_its_network_says(tmp_path, cell, name):
    build, make = NETWORKS[name]
    network = shaken(build(cell))
    rng, before = np.random.default_rng(2), None
    batches = [make(rng, *size) for size in SIZES]
    batches = [
        {k: x for k, x in batch.items() if k in network.input}
        for batch in batches
    ]
    for learn in (False, True) if cell in TRAINED else (False,):
        if learn:
            trained(network, batches[1])
        (path,) = kr.export(network, tmp_path / "network.onnx")
        file = session(path)
        for given in batches:
            expected = ops.convert_to_numpy(network(given))
            (found,) = answers(file, given).values()
            # What has probability zero is -30,000 more or less.
            np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)
        assert before is None or np.abs(expected - before).max() > 1e-3
        before = expected


def test_a_plain_net_too(tmp_path):
    network = shaken(kr.one_to_one(3, units=4, input_shape=(3, 4)))
    (path,) = kr.export(network, tmp_path / "network.onnx")
    x = np.random.default_rng(0).normal(size=(5, 3, 4)).astype("float32")
    expected = ops.convert_to_numpy(network(x))
    found = answers(session(path), {"vectors": x})["logits"]
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    "cell, attention",
    [*((cell, None) for cell in CELLS), ("gru", "additive")],
)
def test_a_caption_is_written_step_by_step(tmp_path, cell, attention):
    rng = np.random.default_rng(0)
    features = rng.normal(size=(4, 3, 5) if attention else (4, 5))
    captions = ["a red cat", "two dogs", "a cat", "a dog"]
    task = kr.Captioner.from_data(
        features, captions, cell, **SMALL, attention=attention, min_count=1
    )
    shaken(task.network)
    begin, step = map(session, kr.export(task, tmp_path / "see.onnx"))
    given = answers(begin, {"feature": features.astype("float32")})
    token = np.full(4, START, "int32")
    written = []
    for _ in range(6):
        found = answers(step, {"token": token, **given})
        given |= next_inputs(found)
        found["logits"][:, [UNKNOWN, START]] = -np.inf  # never written
        token = found["logits"].argmax(axis=1).astype("int32")
        written.append(token)
    expected = task.generate(features, max_length=6)
    for ids, caption in zip(np.stack(written, 1).tolist(), expected):
        ids = ids[: ids.index(END)] if END in ids else ids
        assert task.tokenizer.decode(ids) == caption


def spoken(task, settings, waveform):
    """`audio.log_mel`, by what a file says of it and nothing else."""
    size, tones = settings["fft"], settings["fft"] // 2 + 1
    windows = np.lib.stride_tricks.sliding_window_view(
        waveform, settings["width"]
    )[:: settings["hop"]]
    count = np.arange(1, settings["width"] + 1)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * count / (settings["width"] + 1))
    power = np.abs(np.fft.rfft(windows * window, size)) ** 2
    frequency = np.linspace(0, settings["sampling_rate"] / 2, tones)[:, None]
    left, middle, right = (
        np.array(settings["edges"])[k : len(settings["edges"]) - 2 + k]
        for k in range(3)
    )
    rising = (frequency - left) / (middle - left)
    falling = (right - frequency) / (right - middle)
    filters = np.maximum(0, np.minimum(rising, falling))
    power = power / (window**2).sum() @ filters + settings["floor"]
    frames, mean = np.log(power), settings["mean"]
    if mean is None:
        mean = frames.mean(axis=0)
    else:
        heard = settings["known"] + np.arange(1, len(frames) + 1)[:, None]
        sums = settings["known"] * np.array(mean) + frames.cumsum(axis=0)
        mean = sums / heard
    frames = (frames - mean) / settings["spread"]
    steps = len(frames) // settings["stack"]
    frames = frames[: steps * settings["stack"]].reshape(1, steps, -1)
    return frames.astype("float32")


@pytest.mark.parametrize(
    "cell, bidirectional",
    [*((cell, False) for cell in CELLS), ("gru", True)],
)
def test_speech_is_heard_by_what_the_file_says(tmp_path, cell, bidirectional):
    rng = np.random.default_rng(0)
    waves = [rng.normal(0, 0.1, n).astype("float32") for n in (4000, 6000)]
    task = kr.SpeechRecognizer.from_data(
        waves,
        ["ab", "ba"],
        8000,
        cell=cell,
        units=4,
        bidirectional=bidirectional,
    )
    shaken(task.network)
    paths = kr.export(task, tmp_path / "hear.onnx")
    assert len(paths) == 1 + (not bidirectional)
    file = session(paths[0])
    about = file.get_modelmeta().custom_metadata_map
    settings = json.loads(about["keras_rnn.front_end"])
    assert settings["labels"] == ["", "a", "b"]
    for wave, expected in zip(waves, task.predict_list(waves), strict=True):
        frames = spoken(task, settings, wave)
        mask = np.ones(frames.shape[:2], bool)
        found = answers(file, {"frames": frames, "mask": mask})
        np.testing.assert_allclose(
            found["log_probabilities"][0], expected, atol=1e-3
        )
        if bidirectional:
            continue
        step = session(paths[1])
        states = {
            x.name: np.zeros((1, 4), "float32")
            for x in step.get_inputs()
            if x.name.startswith("state")
        }
        parts = []
        for part in np.split(frames, [1, 4], axis=1):
            heard = answers(step, {"frames": part, **states})
            states = next_inputs(heard)
            parts.append(heard["logits"])
        together = np.concatenate(parts, axis=1)
        np.testing.assert_allclose(together, found["logits"], atol=1e-5)


def curves(rng, count=3, time=60):
    curve = np.sin(np.arange(time) * np.pi / 3) + rng.normal(0, 0.2, time)
    scales, offsets = [1e-3, 50.0, 1.0], [0.0, -300.0, 1e8]
    rows = np.outer(scales[:count], curve) + np.array(offsets)[:, None]
    rows[:, 7:20:5] = np.nan
    return list(rows)


def test_a_forecast_from_raw_values(tmp_path):
    rng = np.random.default_rng(0)
    series = curves(rng)
    task = kr.Forecaster.from_data(series, 7, 18, season=6, units=4)
    shaken(task.network)
    (path,) = kr.export(task, tmp_path / "curve.onnx")
    file = session(path)
    series.append(np.full(30, 4.0))  # never moved
    series.append(np.full(25, 0.0))
    for item, expected in zip(series, task.forecast(series), strict=True):
        (found,) = answers(file, {"history": item[None]}).values()
        scale = np.abs(np.nan_to_num(expected)).max() or 1
        np.testing.assert_allclose(found[0], expected, atol=1e-6 * scale)
        assert (np.diff(found, axis=2) >= 0).all()
    # Of unequal length, in one batch; and one with no value at all.
    batch = np.full((6, 80), np.nan)
    for row, item in zip(batch, series):
        row[80 - len(item) :] = item
    (found,) = answers(file, {"history": batch}).values()
    assert np.isfinite(found).all()
    for row, expected in zip(found, task.forecast(series)):
        np.testing.assert_allclose(row, expected, rtol=1e-5, atol=1e-6)


def test_a_forecast_that_looks_at_calendar_and_columns(tmp_path):
    pd = pytest.importorskip("pandas")
    rng = np.random.default_rng(0)
    times = pd.date_range("2026-01-05", periods=24 * 16, freq="h")
    frame = pd.DataFrame(
        {
            "item_id": "a",
            "timestamp": times,
            "target": rng.normal(20, 3, len(times)),
            "wind": rng.normal(5, 2, len(times)),
            "holiday": rng.integers(0, 2, len(times)),
        }
    )
    known, coming = frame[:-6], frame[-6:]
    task = kr.Forecaster.from_data(
        known, 6, 48, units=4, past=("wind",), future=("holiday",)
    )
    shaken(task.network)
    (path,) = kr.export(task, tmp_path / "curve.onnx")
    found = answers(
        session(path),
        {
            "history": known["target"].to_numpy()[None],
            "past": known[["wind"]].to_numpy()[None],
            "future": frame[["holiday"]].to_numpy("float64")[None],
            "timestamps": times.to_numpy("datetime64[s]").astype("int64")[None],
        },
    )["forecast"]
    expected = task.forecast(known, coming[["item_id", "timestamp", "holiday"]])
    np.testing.assert_allclose(found[0], expected.iloc[:, 2:], rtol=1e-5)


def test_recordings_are_scaled_in_the_file(tmp_path):
    rng = np.random.default_rng(0)
    series = [rng.normal([5e3, 1], [9, 1e-3], (n, 2)) for n in (3, 9, 5, 7)]
    task = kr.SeriesClassifier.from_data(series, ["a", "b"] * 2, units=4)
    shaken(task.network)
    (path,) = kr.export(task, tmp_path / "series.onnx")
    recordings = np.zeros((4, 9, 2), "float32")
    lengths = np.array([len(item) for item in series])
    for row, item in zip(recordings, series):
        row[: len(item)] = item
    mask = np.arange(9) < lengths[:, None]
    found = answers(session(path), {"recordings": recordings, "mask": mask})
    expected = task.predict(series, verbose=0)
    np.testing.assert_allclose(found["probabilities"], expected, atol=1e-6)


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


@pytest.mark.parametrize("cell", CELLS)
def test_a_language_model_goes_on(tmp_path, cell):
    text = "the cat sat on the mat. the dog sat on the log. " * 4
    task = kr.CausalLM.from_data(text, cell=cell, units=4, level="character")
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


@pytest.mark.parametrize("cell", CELLS)
def test_names_are_written_step_by_step(tmp_path, cell):
    names, kinds = (
        ["anna", "bella", "ed", "frank"] * 4,
        ["f", "f", "m", "m"] * 4,
    )
    task = kr.ConditionalLM.from_data(kinds, names, cell=cell, units=4)
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
    [
        *({"cell": cell, "attention": None} for cell in CELLS),
        {"cell": "gru", "attention": "dot"},
        {"cell": "lstm", "copy": True},
    ],
    ids=[*CELLS, "dot", "copy"],
)
def test_a_translator_writes_step_by_step(tmp_path, options):
    source = ["the red house", "a red cat", "the cat", "a house"] * 4
    target = ["la maison rouge", "un chat rouge", "le chat", "une maison"] * 4
    if "copy" in options:
        target = source
    task = kr.Seq2SeqLM.from_data(
        source, target, units=4, min_count=1, **options
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
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "equation, shape, bias",
    [
        ("brc,cu->bru", (3, 4), "ru"),
        ("brc,cuv->bruv", (3, 4, 2), "uv"),
        ("brc,rcu->bur", (4, 3), "u"),
        ("...c,cu->...u", 4, None),
    ],
)
def test_products_of_any_equation(tmp_path, equation, shape, bias):
    x = keras.Input((3, 5), name="vectors")
    layer = keras.layers.EinsumDense(equation, shape, "tanh", bias)
    network = shaken(keras.Model(x, layer(x)))
    (path,) = kr.export(network, tmp_path / "network.onnx")
    given = np.random.default_rng(0).normal(size=(2, 3, 5)).astype("float32")
    (found,) = answers(session(path), {"vectors": given}).values()
    expected = ops.convert_to_numpy(network(given))
    np.testing.assert_allclose(found, expected, atol=1e-6)


@pytest.mark.parametrize("cell", CELLS)
def test_a_row_without_a_step_keeps_its_state(tmp_path, cell):
    """In plain onnxruntime, whose GRU would forget it."""
    task = kr.CausalLM.from_data(
        "the cat sat on the mat . " * 4, "word", cell=cell, units=4
    )
    (path,) = kr.export(task, tmp_path / "mat.onnx")
    file, rng = session(path), np.random.default_rng(0)
    names = [x.name for x in file.get_inputs() if x.name != "tokens"]
    states = {n: rng.normal(size=(3, 4)).astype("float32") for n in names}
    tokens = np.int32([[4, 5, 6], [0, 0, 0], [4, 0, 0]])
    found = next_inputs(answers(file, {"tokens": tokens, **states}))
    alone = next_inputs(answers(file, {"tokens": tokens[:, :1], **states}))
    for name, state in states.items():
        np.testing.assert_array_equal(found[name][1], state[1])
        np.testing.assert_allclose(found[name][2], alone[name][2], atol=1e-6)
        assert np.abs(found[name][0] - state[0]).max() > 1e-3


def test_keras_export_makes_the_same_file(tmp_path):
    """Keras's own way to ONNX writes a wrong file, without an error."""
    network = kr.many_to_one("gru", **INPUTS)
    network.export(tmp_path / "theirs.onnx", format="onnx")
    kr.export(network, tmp_path / "ours.onnx")
    made = [(tmp_path / f"{x}.onnx").read_bytes() for x in ("theirs", "ours")]
    assert made[0] == made[1]


def own(layer, both):
    """A model of somebody's own, masks passed explicitly."""
    x = keras.Input((None, 3), name="x")
    mask = keras.Input((None,), dtype="bool", name="mask")
    layer = layer(4, return_sequences=True)
    y = keras.layers.Bidirectional(layer)(x, mask=mask) if both else x
    y = kr.layers.GRU(4)(y if both else layer(x, mask=mask), mask=mask)
    return keras.Model({"x": x, "mask": mask}, keras.layers.Dense(2)(y))


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("layer", ["LSTM", "GRU", "SimpleRNN"])
def test_models_of_ones_own(tmp_path, layer, both):
    given = vectors(np.random.default_rng(0), 3, 6)
    given["x"] = given.pop("vectors")
    for home in (keras.layers, kr.layers):
        network = shaken(own(getattr(home, layer), both))
        (path,) = kr.export(network, tmp_path / "network.onnx")
        (found,) = answers(session(path), given).values()
        expected = ops.convert_to_numpy(network(given))
        np.testing.assert_allclose(found, expected, atol=1e-5)


def test_what_keras_would_write_wrongly_it_does_not_write(tmp_path):
    x = keras.Input((5, 3), name="x")
    network = keras.Model(x, kr.layers.GRU(3)(x))
    network(np.ones((1, 5, 3), "float32"))
    signature = [keras.InputSpec(shape=(1, 5, 3), dtype="float32", name="x")]
    refused = ValueError, "kr.export"
    if keras.backend.backend() == "jax":  # Keras itself asks for a package
        refused = (ValueError, ImportError), "kr.export|jax2onnx"
    for options in ({}, {"input_signature": signature}):
        with pytest.raises(refused[0], match=refused[1]):
            network.export(
                tmp_path / "x.onnx", format="onnx", verbose=False, **options
            )
    network = kr.many_to_one("gru", **INPUTS)
    with pytest.raises(ValueError, match="no opset_version"):
        network.export(tmp_path / "x.onnx", format="onnx", opset_version=12)
    with pytest.raises(ValueError, match="LiteRT"):
        network.export(tmp_path / "x.tflite", format="litert")
    assert list(tmp_path.iterdir()) == []


def test_masks_that_travel_by_themselves_are_refused(tmp_path):
    x = keras.Input((None,), dtype="int32", name="x")
    y = keras.layers.Embedding(5, 3, mask_zero=True)(x)
    with pytest.raises(ValueError, match="mask_zero"):
        kr.export(keras.Model(x, kr.layers.GRU(3)(y)), tmp_path / "x.onnx")
    x = keras.Input((None, 3), name="x")
    y = kr.layers.GRU(3, activation="relu")(x)
    with pytest.raises(ValueError, match="default activations"):
        kr.export(keras.Model(x, y), tmp_path / "x.onnx")
    assert list(tmp_path.iterdir()) == []


def test_a_repository_for_triton(tmp_path):
    features = np.random.default_rng(0).normal(size=(2, 3, 5))
    task = kr.Captioner.from_data(
        features, ['a "red" cat', "a dog"], **SMALL, min_count=1
    )
    path = tmp_path / "models" / "see"
    kr.export(task, path, format="triton")
    folders = kr.export(task, path, format="triton")
    names = [str(x.relative_to(tmp_path / "models")) for x in folders]
    assert names == ["see_begin/2", "see_step/2"]
    session(folders[1] / "model.onnx")
    config = (folders[1].parent / "config.pbtxt").read_text("utf-8")
    for line in (
        'name: "see_step"',
        'input { name: "token" data_type: TYPE_INT32 '
        "dims: [ 1 ] reshape { shape: [ ] } }",
        'input { name: "keys" data_type: TYPE_FP32 dims: [ -1, 4 ] }',
    ):
        assert line in config.splitlines()
    (line,) = [x for x in config.splitlines() if "keras_rnn.config" in x]
    value = json.loads(line[line.index('string_value: "') + 14 : -4])
    assert json.loads(value)["encoder"] is None  # JSON in a quoted string
    with pytest.raises(ValueError, match="must be a folder"):
        kr.export(task, tmp_path / "see.onnx", format="triton")
    with pytest.raises(ValueError, match="'tflite' is not one of"):
        kr.export(task, tmp_path / "see", format="tflite")
    assert [x.name for x in tmp_path.iterdir()] == ["models"]


def test_a_saved_model_for_tensorflow_serving(tmp_path):
    rng = np.random.default_rng(0)
    waves = [rng.normal(0, 0.1, n).astype("float32") for n in (4000, 6000)]
    task = kr.SpeechRecognizer.from_data(waves, ["a", "b"], 8000, units=4)
    if keras.backend.backend() != "tensorflow":
        with pytest.raises(ValueError, match="written by TensorFlow"):
            kr.export(task, tmp_path / "hear", format="tf_serving")
        return
    import tensorflow as tf

    shaken(task.network)
    (path,) = kr.export(task, tmp_path / "hear", format="tf_serving")
    assert path == tmp_path / "hear" / "1"
    about = json.loads((path / "assets.extra/keras_rnn.json").read_text())
    assert about["keras_rnn.task"] == "SpeechRecognizer"
    serve = tf.saved_model.load(str(path)).signatures["serving_default"]
    for batch, time in ((1, 1), (3, 7)):
        frames = rng.normal(size=(batch, time, 120)).astype("float32")
        mask = np.arange(time) < rng.integers(1, time + 1, (batch, 1))
        given = {"frames": frames, "mask": mask}
        (found,) = serve(
            **{k: tf.constant(x) for k, x in given.items()}
        ).values()
        np.testing.assert_allclose(found, task(given), atol=1e-5)


def test_a_tied_table_stands_in_the_file_once(tmp_path):
    sizes = []
    for tied in (False, True):
        network = kr.encoder_decoder(
            "gru", 9, 900, units=4, embedding_dim=32, tied=tied
        )
        (path,) = kr.export(network, tmp_path / "network.onnx")
        sizes.append(path.stat().st_size)
    table = 900 * 32 * 4
    assert table < sizes[1] < 1.2 * table < 2 * table < sizes[0]


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
