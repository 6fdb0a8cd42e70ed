"""Every task composed as a stranger would compose a Keras model."""

import itertools
import os
import pickle
import subprocess
import sys
import tracemalloc
from pathlib import Path

import keras
import numpy as np
import pandas as pd
import pytest

import keras_rnn as kr
from keras_rnn.tasks.streams import feed

BACKEND = keras.backend.backend()
TEXTS = ["a great film", "so dull", "no fun at all", "great"]
SENTENCES = [["Ann", "left", "Peru"], ["He", "left"], ["Bob", "saw", "Ann"]]
TAGS = [["B-P", "O", "B-L"], ["O", "O"], ["B-P", "O", "B-P"]]
SMALL = {"units": 4, "embedding_dim": 5}
LABELS = ["pos", "neg", "neg", "pos"]
FEATURES = np.random.default_rng(0).normal(size=(4, 3, 5))
# Of each task: what makes it, and what it learns from.
DATA = {
    kr.TextClassifier: (TEXTS, LABELS),
    kr.TextRegressor: (TEXTS, [1.0, 2.0, 3.0, 4.0]),
    kr.TokenClassifier: (SENTENCES, TAGS),
    kr.CausalLM: (TEXTS,),
    kr.ConditionalLM: (LABELS, TEXTS),
    kr.Seq2SeqLM: (TEXTS, TEXTS[::-1]),
    kr.Captioner: (FEATURES, TEXTS),
}
# How tasks compose does not depend on the backend. PyTorch, which compiles
# nothing, tries it with all of them; the others try what matters most, with one
# in which each step has a target.
KINDS = list(DATA) if BACKEND == "torch" else []
TASKS, ANYWHERE = (
    pytest.mark.parametrize("kind", kinds, ids=lambda kind: kind.__name__)
    for kinds in (KINDS, KINDS or [kr.TokenClassifier])
)
OVER_TIME = [kind for kind in KINDS if kind.over_time]


def made(kind, **options):
    """A new small task, and its data."""
    keras.utils.set_random_seed(0)
    if kind is kr.TokenClassifier:  # a CRF takes long where nothing is compiled
        options = {"crf": False, "characters": False, **options}
    data = DATA[kind]
    return kind.from_data(*data, **SMALL, **options), data


def answers(task):
    """All that a task says, as arrays and texts."""
    first = DATA[type(task)][0]
    match type(task).__name__:
        case "TextClassifier":
            return [task.predict(first, verbose=0), task.classify(first)]
        case "TextRegressor":
            return [task.predict(first, verbose=0), task.rate(first)]
        case "TokenClassifier":
            return [*task.predict(first), task.tag(first)]
        case "CausalLM":
            return [task.predict(first), task.score(first), task.generate("a")]
        case "ConditionalLM":
            return [task.score(first, TEXTS), task.generate(first, seed=0)]
        case "Seq2SeqLM":
            beam = task.generate(first, "beam", max_length=5)
            return [task.score(first, TEXTS), beam]
        case "Captioner":
            beam = task.generate(first, "beam", max_length=5)
            return [task.score(first, TEXTS), beam]


def same(found, expected):
    for ours, theirs in zip(found, expected, strict=True):
        if isinstance(theirs, np.ndarray):
            np.testing.assert_allclose(ours, theirs, atol=1e-5)


# -- What is passed to Keras does what Keras says -----------------------------


@pytest.mark.backends
@TASKS
def test_defaults_are_objects_of_keras(kind):
    task, _ = made(kind)
    defaults = task.defaults()
    assert isinstance(defaults["optimizer"], keras.optimizers.Optimizer)
    assert isinstance(defaults["loss"], keras.losses.Loss)
    for metric in defaults["metrics"]:
        assert isinstance(metric, keras.metrics.Metric)
    task.compile("sgd")
    assert isinstance(task.optimizer, keras.optimizers.SGD)
    assert type(task.loss) is type(defaults["loss"])


@pytest.mark.backends
@ANYWHERE
def test_the_users_optimizer_and_rate_are_kept(kind):
    task, data = made(kind)
    optimizer = keras.optimizers.Adam(0.01, name="averaging_adam")
    task.compile(optimizer)
    before, rates = optimizer.get_config(), []
    watch = keras.callbacks.LambdaCallback(
        on_train_batch_begin=lambda *_, **__: rates.append(
            # On JAX a step has it for itself.
            0.01 if BACKEND == "jax" else float(optimizer.learning_rate)
        )
    )
    for _ in range(2):
        task.fit(*data, batch_size=2, epochs=3, callbacks=[watch], verbose=0)
    assert task.optimizer is optimizer and optimizer.get_config() == before
    rates.append(float(optimizer.learning_rate))
    np.testing.assert_allclose(rates, 0.01, rtol=1e-6)


@pytest.mark.backends
@TASKS
def test_a_schedule_is_kept_and_one_may_be_given(kind):
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 1, 0.5)
    task, data = made(kind, learning_rate=schedule)
    task.fit(*data, epochs=3, verbose=0)
    steps = int(task.optimizer.iterations)
    rate = float(task.optimizer.learning_rate)
    np.testing.assert_allclose(rate, 0.1 * 0.5**steps, rtol=1e-5)


class Halved(keras.losses.SparseCategoricalCrossentropy):
    """A loss of the user's own: half of Keras's."""

    def call(self, y_true, y_pred):
        return super().call(y_true, y_pred) / 2


@pytest.mark.backends
@pytest.mark.parametrize("kind", OVER_TIME, ids=lambda kind: kind.__name__)
def test_the_users_loss_and_metrics_count_real_steps(kind):
    task, data = made(kind)
    reduction = "mean_with_sample_weight"
    given = {
        "loss": Halved(from_logits=True, reduction=reduction),
        "metrics": [
            "accuracy",
            keras.metrics.SparseTopKCategoricalAccuracy(2, name="top"),
        ],
    }
    plain = task.evaluate(*data, verbose=0, return_dict=True)
    task.compile("sgd", **given)
    for size in (1, 4):
        found = task.evaluate(
            *data, batch_size=size, verbose=0, return_dict=True
        )
        assert set(found) == {"loss", "accuracy", "top"}
        np.testing.assert_allclose(found["loss"], plain["loss"] / 2, rtol=1e-4)
        right, count = 0, 0
        rows = task.preprocess(*data)
        batches = task.batches(rows, 4)
        for index in range(len(batches)):
            inputs, targets, weights = batches[index]
            scores = task.network.predict_on_batch(inputs)
            right += (scores.argmax(-1) == targets)[weights > 0].sum()
            count += (weights > 0).sum()
        np.testing.assert_allclose(found["accuracy"], right / count, rtol=1e-5)
        assert found["top"] >= found["accuracy"]


@pytest.mark.backends
@TASKS
def test_equal_weights_change_no_metric(kind):
    task, data = made(kind)
    if kind is kr.CausalLM:
        data = (*data, None)
    plain = task.evaluate(*data, verbose=0, return_dict=True)
    weights = [2.0] * len(data[0])
    found = task.evaluate(
        *data, sample_weight=weights, verbose=0, return_dict=True
    )
    for name in plain.keys() - {"loss"}:
        np.testing.assert_allclose(found[name], plain[name], rtol=1e-5)
    if "perplexity" in found:
        np.testing.assert_allclose(
            found["perplexity"], np.exp(found["loss"]), rtol=1e-5
        )


# -- Callbacks, files, copies -------------------------------------------------


@pytest.mark.backends
@TASKS
def test_callbacks_that_keep_weights(kind, tmp_path):
    task, data = made(kind)
    given = {"validation_data": data if len(data) > 1 else data[0]}
    kept = str(tmp_path / "best.keras")
    task.fit(
        *data,
        **given,
        epochs=3,
        verbose=0,
        callbacks=[
            keras.callbacks.ModelCheckpoint(kept),
            keras.callbacks.BackupAndRestore(tmp_path / "backup"),
            keras.callbacks.EarlyStopping(
                "val_loss", patience=1, restore_best_weights=True
            ),
        ],
    )
    task.save(tmp_path / "last.keras")
    again = keras.saving.load_model(tmp_path / "last.keras")
    same(answers(again), answers(task))
    assert type(kr.load_model(kept)) is kind
    custom = {kind.__name__: kind}
    keras.saving.load_model(kept, compile=False, custom_objects=custom)


@TASKS
def test_what_the_backend_compiles_is_settled_where_it_is_loaded(kind):
    task, _ = made(kind)
    resolved = task.jit_compile
    config = task.get_compile_config()
    assert config["jit_compile"] == "auto"
    # As if another backend, where "auto" is something else, had saved it.
    task.jit_compile = not resolved
    task.compile_from_config(config)
    assert task.jit_compile == resolved
    task.compile(jit_compile=not resolved)
    task.compile_from_config(task.get_compile_config())
    assert task.jit_compile != resolved


@pytest.mark.backends
@TASKS
def test_pickled_and_cloned(kind):
    task, data = made(kind)
    task.fit(*data, verbose=0)
    same(answers(pickle.loads(pickle.dumps(task))), answers(task))
    clone = keras.models.clone_model(task)
    assert type(clone) is kind
    clone.set_weights(task.get_weights())
    same(answers(clone), answers(task))
    clone.compile()
    clone.fit(*data, verbose=0)


LOADS = """
import keras_rnn
import keras
print(type(keras.models.load_model({path!r})).__name__)
"""


@pytest.mark.backends
@pytest.mark.skipif(BACKEND != "torch", reason="PyTorch starts soonest")
def test_keras_loads_after_the_package_is_imported(tmp_path):
    task, _ = made(kr.TextClassifier)
    path = str(tmp_path / "model.keras")
    task.save(path)
    found = subprocess.run(
        [sys.executable, "-c", LOADS.format(path=path)],
        env={**os.environ, "PYTHONPATH": str(Path(kr.__file__).parents[1])},
        capture_output=True,
        text=True,
    )
    assert found.stdout.strip() == "TextClassifier", found.stderr


@pytest.mark.skipif(BACKEND != "tensorflow", reason="TensorFlow's own options")
@pytest.mark.compiled
@pytest.mark.parametrize("kind", [kr.TextClassifier])
def test_steps_in_one_call_and_steps_run_eagerly(kind):
    for options in ({"steps_per_execution": 2}, {"run_eagerly": True}):
        task, data = made(kind)
        task.compile(keras.optimizers.SGD(0.1), **options)
        task.fit(*data, batch_size=2, epochs=2, verbose=0)
        assert int(task.optimizer.iterations) == 4
        task.evaluate(*data, verbose=0)


@pytest.mark.backends
@pytest.mark.skipif(
    BACKEND != "torch", reason="TensorFlow wants tensorboard for it"
)
def test_keras_tuner_finds_settings(tmp_path):
    keras_tuner = pytest.importorskip("keras_tuner")

    def build(choices):
        units = choices.Choice("units", [4, 8])
        classifier = kr.TextClassifier.from_data(TEXTS, LABELS, units=units)
        classifier.compile(keras.optimizers.Adam(choices.Float("rate", 0, 1)))
        return classifier

    tuner = keras_tuner.GridSearch(
        build, objective="val_accuracy", max_trials=2, directory=tmp_path
    )
    data = (TEXTS, LABELS)
    tuner.search(*data, validation_data=data, verbose=0)
    (best,) = tuner.get_best_models()
    trials = tuner.oracle.get_best_trials(2)
    scores = [trial.score for trial in trials]
    accuracy = best.evaluate(*data, verbose=0, return_dict=True)["accuracy"]
    assert len(scores) == 2 and abs(accuracy - scores[0]) < 1e-6


@pytest.mark.skipif(BACKEND != "tensorflow", reason="TensorFlow's own format")
def test_exported_as_it_was_made(tmp_path):
    tf = pytest.importorskip("tensorflow")
    task, _ = made(kr.TextClassifier)
    task.export(tmp_path / "model", verbose=False)
    exported = tf.saved_model.load(tmp_path / "model")
    for texts in (TEXTS, TEXTS[:1]):
        inputs = task.batches(task.preprocess(texts))[0][0]
        expected = task.network.predict_on_batch(inputs)
        found = exported.serve(inputs)
        np.testing.assert_allclose(found, expected, atol=1e-5)


# -- One batch, for loops of one's own ----------------------------------------


@pytest.mark.backends
@ANYWHERE
def test_one_batch_of_raw_rows(kind):
    task, data = made(kind, dropout=0.0)
    whole = task.evaluate(*data, verbose=0, return_dict=True)
    found = task.test_on_batch(*data, return_dict=True)
    for name, value in whole.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-4)
    before = task.get_weights()
    logs = task.train_on_batch(*data, return_dict=True)
    assert np.isfinite(logs["loss"])
    assert any((a != b).any() for a, b in zip(before, task.get_weights()))


# -- Streams ------------------------------------------------------------------


def batches_of(data, size=2):
    """The rows in batches, as a generator, once."""
    for start in range(0, len(data[0]), size):
        yield tuple(column[start : start + size] for column in data)


class Raw(keras.utils.PyDataset):
    """Batches of raw rows."""

    def __init__(self, data):
        super().__init__()
        self.batches = list(batches_of(data))

    def __len__(self):
        return len(self.batches)

    def __getitem__(self, index):
        return self.batches[index]


@pytest.mark.backends
@ANYWHERE
def test_streams_are_trained_on_and_measured(kind):
    task, data = made(kind)
    expected = task.evaluate(*data, verbose=0, return_dict=True)
    for stream in (Raw(data), batches_of(data)):
        found = task.evaluate(stream, verbose=0, return_dict=True)
        for name, value in expected.items():
            np.testing.assert_allclose(found[name], value, rtol=1e-4)
    history = task.fit(
        Raw(data), epochs=2, validation_data=Raw(data), verbose=0
    ).history
    assert len(history["val_loss"]) == 2
    assert int(task.optimizer.iterations) == 2 * len(Raw(data))

    def endless():
        while True:
            yield from batches_of(data)

    steps = int(task.optimizer.iterations)
    task.fit(endless(), steps_per_epoch=3, epochs=2, verbose=0)
    assert int(task.optimizer.iterations) == steps + 6


@pytest.mark.backends
@ANYWHERE
def test_streams_of_tensorflow(kind):
    tf = pytest.importorskip("tensorflow")
    task, data = made(kind)
    columns = data
    if kind is kr.TokenClassifier:
        columns = tuple(tf.ragged.constant(column) for column in data)
    stream = tf.data.Dataset.from_tensor_slices(columns).batch(2)
    expected = task.evaluate(*data, verbose=0)
    np.testing.assert_allclose(
        task.evaluate(stream, verbose=0), expected, rtol=1e-4
    )
    task.fit(stream, epochs=2, validation_data=stream, verbose=0)
    assert int(task.optimizer.iterations) == 4


@pytest.mark.backends
@pytest.mark.parametrize(
    "kind",
    [
        x
        for x in KINDS
        if x not in (kr.ConditionalLM, kr.Seq2SeqLM, kr.Captioner)
    ],
)
def test_streams_are_predicted_in_their_order(kind):
    task, data = made(kind)
    expected = task.predict(data[0], verbose=0)
    found = task.predict(((x[0],) for x in batches_of(data)), verbose=0)
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_a_stream_is_never_in_memory_as_a_whole():
    task, _ = made(kr.TextClassifier)
    words = "great dull film fun a so no at all".split()

    def rows(count):
        for start in range(count):
            item = " ".join(words[: 1 + start % 9])
            yield [item] * 32, ["pos", "neg"] * 16

    def peak(batches):
        tracemalloc.start()
        padded, _ = feed(rows(batches), task.prepare)
        for _ in itertools.islice(padded, batches):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(32)
    assert peak(640) < 1.5 * peak(64)


class Endless(Raw):
    """Batches of raw rows, for ever."""

    __len__ = property()  # there is none
    num_batches = None

    def __getitem__(self, index):
        return self.batches[index % len(self.batches)]


def test_streams_and_what_does_not_go_with_them():
    task, data = made(kr.TextClassifier)
    endless = Endless(data)
    for call, error, message in [
        (lambda: task.fit(Raw(data), data[1]), ValueError, "y can't be given"),
        (
            lambda: task.fit(Raw(data), validation_split=0.5),
            ValueError,
            "validation_split can't",
        ),
        (
            lambda: task.evaluate(Raw(data), sample_weight=[1]),
            ValueError,
            "sample_weight can't",
        ),
        (lambda: task.fit(x for x in TEXTS), TypeError, "must be a list"),
        (lambda: task.fit(endless), ValueError, "by steps_per_epoch="),
        (lambda: task.evaluate(endless), ValueError, "by steps="),
        (lambda: task.predict(endless), ValueError, "by steps="),
        (
            lambda: task.fit(*data, validation_data=endless),
            ValueError,
            "by validation_steps=",
        ),
        (lambda: task.predict(x for x in TEXTS), TypeError, "must be a list"),
    ]:
        with pytest.raises(error, match=message):
            call()


def test_columns_of_tables():
    frame = pd.DataFrame({"text": TEXTS, "label": LABELS, "weight": 1.0})
    task, _ = made(kr.TextClassifier)
    task.fit(frame.text, frame.label, sample_weight=frame.weight, verbose=0)
    polars = pytest.importorskip("polars")
    frame = polars.from_pandas(frame)
    task.fit(frame["text"], frame["label"], verbose=0)


# -- Masks, policies ----------------------------------------------------------


@pytest.mark.backends
@TASKS
def test_a_mask_may_be_left_out(kind):
    task, data = made(kind)
    batches = task.batches(task.preprocess(*data))
    inputs = batches[0][0]
    found = np.asarray(task.network.predict_on_batch(inputs))
    masks = {
        name.replace("tokens", "mask")
        .replace("source", "source_mask")
        .replace("target", "target_mask"): ids != 0
        for name, ids in inputs.items()
        if name in ("tokens", "source", "target")
    }
    expected = np.asarray(task.network.predict_on_batch({**inputs, **masks}))
    np.testing.assert_allclose(found, expected, atol=1e-6)


@pytest.mark.backends
@pytest.mark.parametrize(
    "policy", ["mixed_float16", "mixed_bfloat16", "float64"]
)
@pytest.mark.backends
@TASKS
def test_every_policy_trains_measures_and_answers(kind, policy):
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        crf = {"crf": True} if kind is kr.TokenClassifier else {}
        task, data = made(kind, **crf)
        task.fit(*data, verbose=0)
        scores = task.evaluate(*data, verbose=0)
        assert np.isfinite(scores).all()
        for answer in answers(task):
            if isinstance(answer, np.ndarray):
                assert answer.dtype == "float32" and np.isfinite(answer).all()
    finally:
        keras.config.set_dtype_policy(before)
