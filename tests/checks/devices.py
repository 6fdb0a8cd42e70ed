"""Trains every task on one CPU device and on two: python devices.py

Prints, for each task, the losses of two steps on one device and on two, as a
line of JSON. TensorFlow: `MirroredStrategy`; JAX: `DataParallel`.
"""

import contextlib
import json
import os
import sys

BACKEND = os.environ.get("KERAS_BACKEND", "tensorflow")
if BACKEND == "jax":
    flags = os.environ.get("XLA_FLAGS", "")
    count = "--xla_force_host_platform_device_count=2"
    os.environ["XLA_FLAGS"] = f"{flags} {count}"
else:
    import tensorflow as tf

    tf.config.set_logical_device_configuration(
        tf.config.list_physical_devices("CPU")[0],
        [tf.config.LogicalDeviceConfiguration()] * 2,
    )
    STRATEGY = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])

import keras  # noqa: E402

import keras_rnn as kr  # noqa: E402

# Rows of one length each: then a mean over the rows of a device is as good as
# one over its steps, and two devices do exactly what one does.
TEXTS = ["a great film", "a so dull film", "a no fun film", "great fun film"]
LABELS = ["pos", "neg", "neg", "pos"]
SENTENCES = [["Ann", "left", "Peru"], ["He", "saw", "Ann"]] * 2
TAGS = [["B-P", "O", "B-L"], ["O", "O", "B-P"]] * 2
DATA = {
    kr.TextClassifier: (TEXTS, LABELS),
    kr.TextRegressor: (TEXTS, [1.0, 2.0, 3.0, 4.0]),
    kr.TokenClassifier: (SENTENCES, TAGS),
    kr.CausalLM: (["abcd", "badc", "cabd", "dcba"],),
    kr.ConditionalLM: (LABELS, ["abcd", "badc", "cabd", "dcba"]),
    kr.Seq2SeqLM: (["a b", "b c", "c a", "a c"], ["x y", "y z", "z x", "x z"]),
}


@contextlib.contextmanager
def two_devices():
    """A block in which models are made for both devices."""
    if BACKEND == "tensorflow":
        with STRATEGY.scope():
            yield
        return
    devices = keras.distribution.list_devices()
    keras.distribution.set_distribution(
        keras.distribution.DataParallel(devices=devices)
    )
    yield


def losses(kind, block):
    """The losses of two steps, of a task that was made in a block."""
    options = {"units": 4, "embedding_dim": 5, "dropout": 0.0}
    if kind in (kr.TextClassifier, kr.TextRegressor, kr.TokenClassifier):
        options["embedding_dropout"] = 0.0
    with block:
        keras.utils.set_random_seed(0)
        task = kind.from_data(*DATA[kind], **options)
        task.compile(keras.optimizers.SGD(0.1))
    history = task.fit(*DATA[kind], epochs=2, shuffle=False, verbose=0)
    return history.history["loss"]


if __name__ == "__main__":
    chosen = [kind for kind in DATA if kind.__name__ in sys.argv[1:]]
    for kind in chosen or DATA:
        found = [losses(kind, contextlib.nullcontext())]
        found.append(losses(kind, two_devices()))
        if BACKEND == "jax":
            keras.distribution.set_distribution(None)
        print("FOUND", json.dumps([kind.__name__, *found]), flush=True)
