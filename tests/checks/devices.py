"""Trains every task on one CPU device and on two: python devices.py

Prints, for each task, the losses of two steps on one device and on two, as a
line of JSON. TensorFlow: `MirroredStrategy`; JAX: `DataParallel`; PyTorch, with
a process for each device and a loop by hand: `DistributedDataParallel`.
"""

import contextlib
import json
import os
import sys
import tempfile

BACKEND = os.environ.get("KERAS_BACKEND", "tensorflow")
if BACKEND == "jax":
    flags = os.environ.get("XLA_FLAGS", "")
    count = "--xla_force_host_platform_device_count=2"
    os.environ["XLA_FLAGS"] = f"{flags} {count}"
elif BACKEND == "tensorflow":
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


def made(kind):
    """A new task, compiled."""
    options = {"units": 4, "embedding_dim": 5, "dropout": 0.0}
    if kind in (kr.TextClassifier, kr.TextRegressor, kr.TokenClassifier):
        options["embedding_dropout"] = 0.0
    keras.utils.set_random_seed(0)
    task = kind.from_data(*DATA[kind], **options)
    task.compile(keras.optimizers.SGD(0.1))
    return task


def losses(kind, block):
    """The losses of two steps, of a task that was made in a block."""
    with block:
        task = made(kind)
    history = task.fit(*DATA[kind], epochs=2, shuffle=False, verbose=0)
    return history.history["loss"]


def losses_by_hand(kind, rank=0, count=1):
    """The same on PyTorch, with the rows of one of some processes."""
    import torch

    task = module = made(kind)
    if count > 1:
        module = torch.nn.parallel.DistributedDataParallel(task)
    optimizer = torch.optim.SGD(module.parameters(), 0.1)
    (batch,) = task.batches(task.preprocess(*DATA[kind]))
    x, y, *weight = keras.tree.map_structure(
        lambda rows: keras.ops.convert_to_tensor(rows[rank::count]), batch
    )
    found = []
    for _ in range(2):
        loss = task.compute_loss(x, y, module(x, training=True), *weight)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss = loss.detach() / count
        if count > 1:
            torch.distributed.all_reduce(loss)
        found.append(float(loss))
    return found


def process(rank, kinds, meeting, results):
    """One of two processes that train together."""
    import torch

    torch.distributed.init_process_group(
        "gloo", init_method=f"file://{meeting}", rank=rank, world_size=2
    )
    found = [losses_by_hand(kind, rank, 2) for kind in kinds]
    if rank == 0:
        results.put(found)
    torch.distributed.destroy_process_group()


def by_two_processes(kinds):
    """What `losses_by_hand` finds with two processes, for each task."""
    import torch

    results = torch.multiprocessing.get_context("spawn").SimpleQueue()
    with tempfile.TemporaryDirectory() as folder:
        meeting = os.path.join(folder, "meeting")
        torch.multiprocessing.spawn(
            process, (kinds, meeting, results), nprocs=2
        )
    return results.get()


if __name__ == "__main__":
    chosen = [kind for kind in DATA if kind.__name__ in sys.argv[1:]]
    kinds = chosen or list(DATA)
    if BACKEND == "torch":
        one, two = map(losses_by_hand, kinds), by_two_processes(kinds)
    else:
        one, two = [], []
        for kind in kinds:
            one.append(losses(kind, contextlib.nullcontext()))
            two.append(losses(kind, two_devices()))
            if BACKEND == "jax":
                keras.distribution.set_distribution(None)
    for kind, *found in zip(kinds, one, two, strict=True):
        print("FOUND", json.dumps([kind.__name__, *found]), flush=True)
