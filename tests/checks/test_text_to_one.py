"""Text to one answer: what `TextClassifier` and `TextRegressor` promise."""

import functools
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import ops

import keras_rnn as kr
from keras_rnn import text
from keras_rnn.layers import CELLS
from keras_rnn.tasks.batches import Batches, Rows

# -- Padding, batch size and neighbours change nothing ------------------------
# The same text alone, among longer ones, in batches of other sizes and with
# many columns of padding: always the same answer. The state after the last
# real word must not know what stands beside or behind it.


TEXTS = ["great", "a great film", "so dull", "no dull fun", "a film", "no fun"]
LABELS = ["pos", "pos", "neg", "neg", "pos", "neg"]
SETTINGS = {  # every pooling, with any of the cells
    "simple_rnn": {"bidirectional": True, "pooling": "max", "ngrams": 64},
    "lstm": {"bidirectional": True, "pooling": "mean", "num_layers": 2},
    "gru": {"bidirectional": False, "pooling": "last"},
}
PLAIN = {"cell": "simple_rnn", "units": 4, "bidirectional": False}


def classifier_for(texts=TEXTS, labels=LABELS, **options):
    """A new small classifier."""
    return kr.TextClassifier.from_data(texts, labels, **{**PLAIN, **options})


@functools.cache
def trained(cell="simple_rnn"):
    """A small classifier after a little training, to be looked at only."""
    keras.utils.set_random_seed(0)
    classifier = classifier_for(cell=cell, **SETTINGS[cell])
    classifier.fit(TEXTS, LABELS, batch_size=4, verbose=0)
    return classifier


@pytest.mark.backends
@pytest.mark.parametrize("cell", CELLS)
def test_padding_batches_and_neighbours_change_no_answer(cell):
    classifier = trained(cell)
    together = classifier.predict(TEXTS, verbose=0)
    again = classifier.predict(TEXTS, batch_size=1, verbose=0)
    np.testing.assert_allclose(again, together, atol=1e-6)
    ids = [classifier.tokenizer.encode(item) for item in TEXTS]
    tokens, mask = text.pad(ids, 20)
    tokens[~mask] = 4  # what stands under the padding must not matter
    logits = classifier.network({"tokens": tokens, "mask": mask})
    odds = np.exp(ops.convert_to_numpy(logits))
    odds /= odds.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(odds, together, atol=1e-6)


def test_a_regressor_weighs_each_text_by_itself():
    ratings = np.array([10.0, 20.0, 30.0, 40.0, 50.0, 60.0])
    regressor = kr.TextRegressor.from_data(TEXTS, ratings, **PLAIN)
    error = np.abs(regressor.rate(TEXTS) - ratings)
    for batch_size in (6, 4):
        scores = regressor.evaluate(
            TEXTS,
            ratings,
            batch_size,
            verbose=0,
            return_dict=True,
            sample_weight=[0, 0, 0, 0, 0, 1],
        )
        expected = (error[-1] / ratings.std()) ** 2 / 6
        np.testing.assert_allclose(scores["loss"], expected, rtol=1e-4)
        np.testing.assert_allclose(scores["mae"], error.mean(), rtol=1e-4)


@pytest.mark.backends  # averages shared memory with the weights on JAX
def test_a_pass_ends_on_averaged_weights():
    texts, labels = ["great", "dull"] * 330, ["pos", "neg"] * 330  # 21 steps
    classifier = classifier_for(texts, labels, level="word")
    optimizer = classifier.optimizer
    before = optimizer.get_config()
    assert before["ema_momentum"] == 1 - 10 / 21
    assert before["ema_overwrite_frequency"] == 21
    last = []
    watch = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda *_: last.append(classifier.get_weights())
    )
    for callbacks in ([watch], []):
        classifier.fit(texts, labels, verbose=0, callbacks=callbacks)
    # What ends a pass are the weights that are kept.
    classifier.fit(texts, labels, verbose=0, callbacks=[watch])
    for seen, kept in zip(last[-1], classifier.get_weights(), strict=True):
        np.testing.assert_allclose(seen, kept, atol=1e-6)
    # `fit` leaves the optimizer as it was given.
    assert classifier.optimizer is optimizer
    assert optimizer.get_config() == before
    few = classifier_for(texts[:4], labels[:4]).optimizer
    assert not few.use_ema  # too few steps to average


def test_later_passes_keep_to_the_shapes_of_the_first():
    lengths = [3] * 50 + [6] * 3150
    rows = Rows({"tokens": [[4] * n for n in lengths]})
    batches = Batches(rows, batch_size=32, seed=8)

    def shapes():
        return sorted((len(rows), width) for rows, width in batches.plan)

    first = shapes()
    for _ in range(5):
        batches.on_epoch_end()
        assert shapes() == first


@pytest.mark.compiled
@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="only TensorFlow traces"
)
def test_a_training_step_is_traced_once(monkeypatch):
    traced, loss = [], kr.TextClassifier.compute_loss

    def counted(self, *args, **kwargs):
        traced.append(self)
        return loss(self, *args, **kwargs)

    monkeypatch.setattr(kr.TextClassifier, "compute_loss", counted)
    classifier_for().fit(TEXTS, LABELS, batch_size=4, epochs=2, verbose=0)
    assert len(traced) == 1


@pytest.mark.parametrize("cell", CELLS)
def test_evaluate_does_not_depend_on_batches(cell):
    classifier = trained(cell)
    whole = classifier.evaluate(TEXTS, LABELS, verbose=0, return_dict=True)
    for batch_size in (1, 4, 5):
        parts = classifier.evaluate(
            TEXTS, LABELS, batch_size=batch_size, verbose=0, return_dict=True
        )
        assert parts.keys() == whole.keys()
        for name in whole:
            np.testing.assert_allclose(parts[name], whole[name], rtol=1e-5)


# -- Saved and loaded ---------------------------------------------------------
# In a fresh process: see test_saved_models.py.
# A file is written beside its place first: when writing fails half way, the
# old one is still there.


@pytest.mark.backends
def test_training_goes_on_after_loading():
    classifier = classifier_for(dropout=0.0, embedding_dropout=0.0)
    classifier.fit(TEXTS, LABELS, verbose=0)
    regressor = kr.TextRegressor.from_data(TEXTS, range(6), **PLAIN)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        classifier.save(path)
        again = kr.load_model(path)
        assert again.labels == ("neg", "pos")
        assert again.classify(TEXTS) == classifier.classify(TEXTS)
        for model in (classifier, again):
            keras.utils.set_random_seed(3)
            model.fit(TEXTS, LABELS, verbose=0)
        # Adam's memory was saved too: the next step is the same.
        np.testing.assert_allclose(
            again.predict(TEXTS, verbose=0),
            classifier.predict(TEXTS, verbose=0),
            atol=1e-6,
        )
        regressor.save(path)
        np.testing.assert_allclose(
            kr.load_model(path).rate(TEXTS), regressor.rate(TEXTS), atol=1e-6
        )


def test_a_failed_save_leaves_the_good_file(monkeypatch):
    classifier = trained()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        classifier.save(path)
        good = path.read_bytes()

        def full_disk(self, filepath, **kwargs):
            Path(filepath).write_bytes(b"half")
            raise OSError("No space left on device")

        monkeypatch.setattr(keras.Model, "save", full_disk)
        with pytest.raises(OSError, match="No space"):
            classifier.save(path)
        assert path.read_bytes() == good
        assert os.listdir(folder) == ["model.keras"]
        with pytest.raises(FileExistsError):
            classifier.save(path, overwrite=False)
        with pytest.raises(ValueError, match="must end in .keras"):
            classifier.save(Path(folder) / "model.h5")


# -- Files that are refused ---------------------------------------------------


def test_files_that_are_no_model_are_refused_with_the_reason():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        with pytest.raises(FileNotFoundError, match="no model file"):
            kr.load_model(folder / "missing.keras")
        path = folder / "model.keras"
        path.write_bytes(b"this is no model")
        with pytest.raises(ValueError, match="no .keras file"):
            kr.load_model(path)
        path.write_bytes(b"")
        with pytest.raises(ValueError, match="no .keras file"):
            kr.load_model(path)
        path.write_bytes(pickle.dumps({"weights": [1, 2]}))
        with pytest.raises(ValueError, match="pickle"):
            kr.load_model(path)
        path.write_bytes(b"\x89HDF\r\n\x1a\n" + b"0" * 100)
        with pytest.raises(ValueError, match="HDF5"):
            kr.load_model(path)
        trained().save(path)
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(ValueError, match="only the beginning"):
            kr.load_model(path)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in "config.json", "model.weights.h5":
                archive.writestr(name, b"[1, 2, 3, 4] " * 9)
        packed = path.read_bytes()
        at = packed.index(b"config.json") + len("config.json")
        path.write_bytes(packed[:at] + b"\xff" * 9 + packed[at + 9 :])
        with pytest.raises(ValueError, match="is damaged"):
            kr.load_model(path)
        other = path.with_suffix(".zip")
        other.write_bytes(whole)
        with pytest.raises(ValueError, match="must end in .keras"):
            kr.load_model(other)
        path.write_bytes(whole[:200] + bytes(50) + whole[250:])
        with pytest.raises(
            ValueError, match="damaged|complete|can't be loaded"
        ):
            kr.load_model(path)


def test_models_of_another_kind_and_lambda_layers_are_refused():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        plain = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
        plain.save(path)
        with pytest.raises(ValueError, match="without any part of keras_rnn"):
            kr.load_model(path)
        inputs = keras.Input((3,))
        evil = keras.Model(inputs, keras.layers.Lambda(lambda x: x)(inputs))
        evil.save(path)
        with pytest.raises(ValueError, match="Lambda"):
            kr.load_model(path)
        # JSON has more than one way to write a name.
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["config.json"] = (
            parts["config.json"]
            .replace(b'"class_name": ', b'"class_name":')
            .replace(b'"Lambda"', rb'"\u004cambda"')
        )
        with zipfile.ZipFile(path, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        with pytest.raises(ValueError, match="carries a Lambda"):
            kr.load_model(path)
        network = kr.many_to_one("gru", vocabulary_size=9, units=3)
        network.save(path)
        again = kr.load_model(path)
        tokens, mask = text.pad([[5, 6]])
        inputs = {"tokens": tokens, "mask": mask}
        np.testing.assert_allclose(
            ops.convert_to_numpy(again(inputs)),
            ops.convert_to_numpy(network(inputs)),
            atol=1e-6,
        )


# -- Bad input is refused before anything is trained --------------------------


@pytest.mark.parametrize(
    ("texts", "labels", "error", "message"),
    [
        ([], [], ValueError, "texts is empty"),
        ("a film", ["pos"], TypeError, "single str"),
        (["a", " "], ["x", "y"], ValueError, r"texts\[1\] is blank"),
        (["a", b"b"], ["x", "y"], TypeError, r"texts\[1\] is bytes"),
        (["a", 3], ["x", "y"], TypeError, r"texts\[1\] is int"),
        (["a", None], ["x", "y"], TypeError, r"texts\[1\] is NoneType"),
        (["a", "b"], ["x"], ValueError, "2 texts but 1 labels"),
        (["a", "b"], ["x", "x"], ValueError, "at least two classes"),
        (["a", "b"], "xy", TypeError, "labels must be a list"),
        (["a", "b"], ["x", None], TypeError, r"labels\[1\] is NoneType"),
        (["a", "b"], [0.5, 1.0], TypeError, "TextRegressor"),
        (["a", "b"], ["x", 1], TypeError, "all strings or all ints"),
        (["a", "b"], np.eye(2), TypeError, "one-hot"),
    ],
)
def test_from_data_refuses(texts, labels, error, message):
    with pytest.raises(error, match=message):
        kr.TextClassifier.from_data(texts, labels)


def test_unknown_options_and_names_are_refused():
    for option, error, message in [
        ({"cell": "ltsm"}, ValueError, "Did you mean 'lstm'"),
        ({"pooling": "avg"}, ValueError, "pooling='avg'"),
        ({"level": "sentence"}, ValueError, "level='sentence'"),
        ({"unit": 3}, TypeError, "unit"),
        ({"units": 0}, ValueError, "1 or more"),
        ({"max_length": 0}, ValueError, "max_length"),
        ({"embeddings": np.ones((3, 2))}, ValueError, "one row"),
        ({"embeddings": {"Film": [1.0]}}, ValueError, "lowercase"),
        ({"embeddings": {"film": [np.nan]}}, ValueError, "NaN"),
        ({"embeddings": {"film": [1], "a": [1, 2]}}, ValueError, "as long"),
        ({"tokenizer": "word"}, TypeError, "tokenizer is str"),
    ]:
        with pytest.raises(error, match=message):
            kr.TextClassifier.from_data(TEXTS, LABELS, **option)
    with pytest.raises(ValueError, match="give either"):
        kr.many_to_one("gru")


def test_fit_and_predict_refuse_before_training():
    classifier = classifier_for()
    before = classifier.get_weights()
    fit, predict = classifier.fit, classifier.predict
    for call, error, message in [
        (lambda: fit([], []), ValueError, "empty"),
        (lambda: fit("a", ["pos"]), TypeError, "single str"),
        (lambda: fit(["a", ""], ["pos", "neg"]), ValueError, r"\[1\] is blank"),
        (lambda: fit(["a"], ["good"]), ValueError, "'good'.*did not see"),
        (lambda: fit(["a"], ["pos", "neg"]), ValueError, "1 texts but 2"),
        (
            lambda: fit(["a"], ["pos"], validation_data=(["b"], ["good"])),
            ValueError,
            "did not see",
        ),
        (
            lambda: fit(TEXTS, LABELS, validation_split=0.9),
            ValueError,
            "leaves one side empty",
        ),
        (
            lambda: fit(TEXTS, LABELS, class_weight={"good": 2}),
            ValueError,
            "class_weight names 'good'",
        ),
        (
            lambda: fit(TEXTS, LABELS, class_weight="balanced"),
            TypeError,
            "dict from class",
        ),
        (
            lambda: fit(TEXTS, LABELS, class_weight={"pos": np.nan}),
            ValueError,
            "nan",
        ),
        (
            lambda: fit(TEXTS, LABELS, validation_data=TEXTS),
            ValueError,
            "validation_data must be",
        ),
        (
            lambda: fit(TEXTS, LABELS, sample_weight=[1, 2]),
            ValueError,
            "6 texts but 2 sample_weight",
        ),
        (
            lambda: fit(TEXTS, LABELS, sample_weight=[np.nan] * 6),
            ValueError,
            "nan",
        ),
        (lambda: predict([]), ValueError, "empty"),
        (lambda: predict("a film"), TypeError, "single str"),
        (lambda: predict(["a", "\t"]), ValueError, r"texts\[1\] is blank"),
        (lambda: classifier.evaluate(TEXTS), ValueError, "targets"),
        (lambda: classifier.classify([b"a"]), TypeError, "bytes"),
    ]:
        with pytest.raises(error, match=message):
            call()
    for old, new in zip(before, classifier.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_ratings_must_be_numbers_that_differ():
    for ratings, error, message in [
        ([1, 2, 3, 4, 5, float("nan")], ValueError, r"ratings\[5\] is nan"),
        ([1, 2, 3, 4, 5, "6"], TypeError, r"ratings\[5\] is str"),
        ([3] * 6, ValueError, "all ratings are 3"),
        ([1, 2, 3, 4, 5, 1e300], ValueError, r"ratings\[5\] is 1e\+300"),
        ([1, 2], ValueError, "6 texts but 2 ratings"),
    ]:
        with pytest.raises(error, match=message):
            kr.TextRegressor.from_data(TEXTS, ratings)
    large = np.array([1e38, -1e38] * 3)
    regressor = kr.TextRegressor.from_data(TEXTS, large, **PLAIN)
    regressor.fit(TEXTS, large, verbose=0)
    assert np.isfinite(regressor.rate(TEXTS)).all()


# -- Input that is odd and just works -----------------------------------------


def test_odd_texts_just_work():
    classifier = classifier_for(max_length=20)
    odd = [
        "zzz qqq xxx",  # unknown words only
        "😀😀😀",
        "שלום עולם",
        "great " * 100_000,  # cut to 20 tokens
        "!",
        "\u200b",
    ]
    probabilities = classifier.predict(odd, verbose=0)
    assert probabilities.shape == (6, 2)
    assert np.isfinite(probabilities).all()
    assert classifier.classify(["great"]) == classifier.classify(("great",))


def test_labels_come_back_as_they_were_given():
    keras.utils.set_random_seed(0)
    for labels in (
        [1, 1, 0, 0, 1, 0],
        np.array([1, 1, 0, 0, 1, 0]),
        np.array(LABELS),
    ):
        classifier = kr.TextClassifier.from_data(TEXTS, labels, **PLAIN)
        answer = classifier.classify(TEXTS[:1])[0]
        assert answer in set(np.asarray(labels).tolist())


def test_pandas_columns_are_taken():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"text": TEXTS, "label": LABELS})
    frame = frame.iloc[::-1]  # an index that does not start at 0
    classifier = kr.TextClassifier.from_data(frame.text, frame.label, **PLAIN)
    classifier.fit(frame.text, frame.label, verbose=0)
    assert len(classifier.classify(frame.text)) == 6


def test_single_words_are_read_by_character():
    names = ["Anna", "Maria", "Peter", "Chirag"]
    classifier = kr.TextClassifier.from_data(names, ["f", "f", "m", "m"])
    assert isinstance(classifier.tokenizer, text.CharacterTokenizer)


# -- Keras's own arguments do what they do in Keras ---------------------------


def test_class_weight_is_a_sample_weight():
    weights = {"class_weight": {"neg": 3.0}}, {"class_weight": {0: 3.0}}
    per_text = [3.0 if label == "neg" else 1.0 for label in LABELS]
    answers = []
    for arguments in (*weights, {"sample_weight": per_text}, {}):
        keras.utils.set_random_seed(0)
        classifier = kr.TextClassifier.from_data(TEXTS, LABELS, **PLAIN)
        classifier.fit(TEXTS, LABELS, verbose=0, **arguments)
        answers.append(classifier.predict(TEXTS, verbose=0))
    np.testing.assert_allclose(answers[0], answers[2], atol=1e-6)
    np.testing.assert_allclose(answers[1], answers[2], atol=1e-6)
    assert np.abs(answers[3] - answers[2]).max() > 1e-5


def test_validation_split_keeps_the_last_texts():
    classifier = classifier_for()
    history = classifier.fit(
        TEXTS, LABELS, validation_split=0.5, verbose=0
    ).history
    expected = classifier.evaluate(
        TEXTS[3:], LABELS[3:], verbose=0, return_dict=True
    )
    np.testing.assert_allclose(
        history["val_loss"][-1], expected["loss"], rtol=1e-4
    )


def test_embeddings_are_lined_up_with_the_words():
    vectors = {"great": [1.0, 2.0], "dull": [3.0, 4.0], "other": [5.0, 6.0]}
    classifier = kr.TextClassifier.from_data(
        TEXTS, LABELS, units=3, embeddings=vectors
    )
    layer = classifier.network.get_layer("embedding")
    rows = ops.convert_to_numpy(layer.words.embeddings)
    ids = np.array([classifier.tokenizer.encode("great dull")])
    seen = ops.convert_to_numpy(layer(ids))[0]  # beginnings included
    np.testing.assert_allclose(seen, [[1.0, 2.0], [3.0, 4.0]])
    again = kr.TextClassifier.from_data(
        TEXTS, LABELS, tokenizer=classifier.tokenizer, embeddings=rows, units=3
    )
    layer = again.network.get_layer("embedding")
    table = ops.convert_to_numpy(layer.words.embeddings)
    np.testing.assert_allclose(table, rows)


@pytest.mark.parametrize("cell", CELLS)
def test_networks_read_vectors_too(cell):
    network = kr.many_to_one(
        cell, input_shape=(None, 3), num_classes=4, units=5
    )
    network.compile("adam", keras.losses.SparseCategoricalCrossentropy(True))
    x = np.random.default_rng(0).normal(size=(6, 7, 3)).astype("float32")
    inputs = {"vectors": x, "mask": np.ones((6, 7), dtype=bool)}
    network.fit(inputs, np.arange(6) % 4, verbose=0)
    assert network.predict(inputs, verbose=0).shape == (6, 4)


def test_ngrams_have_a_table_for_these_texts():
    for task, outputs in (
        (kr.TextClassifier, LABELS),
        (kr.TextRegressor, range(len(TEXTS))),
    ):
        made = task.from_data(TEXTS, outputs, ngrams=True, **PLAIN)
        assert made.network.get_layer("ngrams").rows == 2**10


@pytest.mark.backends
@pytest.mark.compiled
def test_a_new_network_learns_a_batch_by_heart():
    keras.utils.set_random_seed(0)
    classifier = kr.TextClassifier.from_data(
        TEXTS, LABELS, cell="lstm", bidirectional=False, dropout=0.0
    )
    classifier.fit(TEXTS, LABELS, epochs=60, verbose=0)
    assert classifier.evaluate(TEXTS, LABELS, verbose=0)[1] == 1.0
    assert classifier.classify(TEXTS) == LABELS


# -- Interrupted, killed, resumed ---------------------------------------------
# Ctrl-C in the middle of `fit` leaves a model that can be asked and saved. A
# process that is killed for good loses only the epoch it was in:
# `keras.callbacks.BackupAndRestore` brings the rest back. The test really
# kills one.


class Interrupt(keras.callbacks.Callback):
    """Presses Ctrl-C after the second batch."""

    def on_train_batch_end(self, batch, logs=None):
        if batch == 1:
            raise KeyboardInterrupt


def test_an_interrupted_fit_leaves_a_usable_model():
    classifier = classifier_for()
    with pytest.raises(KeyboardInterrupt):
        classifier.fit(
            TEXTS,
            LABELS,
            batch_size=2,
            epochs=3,
            verbose=0,
            callbacks=[Interrupt()],
        )
    assert np.isfinite(classifier.predict(TEXTS, verbose=0)).all()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        classifier.save(path)
        assert kr.load_model(path).classify(TEXTS) == classifier.classify(TEXTS)
    classifier.fit(TEXTS, LABELS, verbose=0)


def train_to_the_end(folder, at_epoch_begin):
    """Trains for four epochs, one step each, with a backup after each."""
    keras.utils.set_random_seed(0)
    classifier = classifier_for()
    watch = keras.callbacks.LambdaCallback(on_epoch_begin=at_epoch_begin)
    backup = keras.callbacks.BackupAndRestore(folder)
    classifier.fit(
        TEXTS, LABELS, epochs=4, verbose=0, callbacks=[backup, watch]
    )
    return int(classifier.optimizer.iterations)


KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from test_text_to_one import train_to_the_end

def report(epoch, logs=None):
    print("epoch", epoch, flush=True)
    if epoch == 2:
        os.kill(os.getpid(), signal.SIGKILL)

train_to_the_end(sys.argv[2], report)
"""


@pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system"
)
def test_a_killed_training_is_resumed(tmp_path):
    here, package = Path(__file__).parent, Path(kr.__file__).parents[1]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(here), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert killed.stdout.split() == "epoch 0 epoch 1 epoch 2".split()
    # Two epochs were kept, two are made up for: one step each.
    epochs = []
    steps = train_to_the_end(tmp_path, lambda epoch, _: epochs.append(epoch))
    assert (epochs, steps) == ([2, 3], 4)
