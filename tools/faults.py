"""Would the tests notice? Put known faults into the package, one at a time.

    python tools/faults.py              all: a table; exit 1 if one lives
    python tools/faults.py padding crf  those whose name or place holds a word

Each fault changes a line of a copy of the project and runs the tests that are
there for it, on the backend where it matters. Whoever changes such a line sees
here that a fault no longer fits, and writes it anew.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from project import ROOT

CHECKS = "tests/checks"
CLASSIFIER = f"{CHECKS}/test_text_to_one.py"
TAGGER = f"{CHECKS}/test_token_classifier.py"
LANGUAGE_MODEL = f"{CHECKS}/test_causal_lm.py"
NAMER = f"{CHECKS}/test_conditional_lm.py"
TRANSLATOR = f"{CHECKS}/test_seq2seq_lm.py"
COPYING = f"{CHECKS}/test_copying_model.py"
COMPOSITION = f"{CHECKS}/test_composition.py"
LAYERS = f"{CHECKS}/test_fast_layers.py"
SAVED = f"{CHECKS}/test_saved_models.py"
CELLS = f"{CHECKS}/test_scratch_cells.py"
DATA = f"{CHECKS}/test_data_loader.py"
RECURRENCE = "tests/test_layers_recurrence.py"
SAMPLING = "tests/test_sampling.py"


@dataclass
class Fault:
    """One line gone wrong.

    Args:
        name: str, what no longer holds.
        path: str, the file below the project's root.
        right: str, what stands there, once.
        wrong: str, what is put in its place.
        tests: str, the tests to run, or the tool that must complain.
        backend: str, where it matters.
    """

    name: str
    path: str
    right: str
    wrong: str
    tests: str
    backend: str = "tensorflow"


def package(module):
    return f"keras_rnn/{module}.py"


FAULTS = [
    # -- what composes with Keras ----------------------------------------------
    Fault(
        "padding weighs as much as a step",
        package("tasks/batches"),
        'real = real.astype("float32")  # (batch, time)',
        'real = np.ones_like(real, "float32")  # (batch, time)',
        "tests/test_tasks_batches.py",
    ),
    Fault(
        "a metric of the user's counts padding",
        package("tasks/compiling"),
        "metrics = [PerStep(metric) for metric in metrics]",
        "metrics = metrics",
        COMPOSITION,
        backend="torch",
    ),
    Fault(
        "the user's optimizer is not taken",
        package("tasks/compiling"),
        "            given |= {name: defaults[name] for name in auto}",
        "            given |= defaults",
        COMPOSITION,
        backend="torch",
    ),
    Fault(
        "an n-gram of one text has a vote",
        package("layers/embedding"),
        "(seen > 1).sum()",
        "(seen > 0).sum()",
        "tests/test_layers_embedding.py",
    ),
    Fault(
        "n-grams of others vote in a row that has an owner",
        package("layers/embedding"),
        "ops.logical_or(owners == ANY, owners == names)",
        "owners != NONE",
        "tests/test_layers_embedding.py",
    ),
    Fault(
        "a stream loses its last rows",
        package("tasks/streams"),
        "itertools.chain.from_iterable(map(pieces, passes))",
        "[]",
        "tests/test_tasks_streams.py",
    ),
    Fault(
        "tokens do not say where a text ends",
        package("patterns/masks"),
        "return ops.not_equal(tokens, 0)",
        "return ops.not_equal(tokens, -1)",
        "tests/test_patterns_masks.py",
    ),
    Fault(
        "smoothing asks for more of the right token",
        package("tasks/language"),
        "return nats + self.label_smoothing * (right - mean)",
        "return nats - self.label_smoothing * (right - mean)",
        "tests/test_tasks_language.py",
    ),
    # -- padding, masks, neighbours, batches ----------------------------------
    Fault(
        "padding stands on the left",
        package("text"),
        "mask = np.arange(length) < lengths[:, None]",
        "mask = np.arange(length)[::-1] < lengths[:, None]",
        "tests/test_text.py",
    ),
    Fault(
        "texts of the last, smaller batch are left out",
        package("text"),
        "first = len(order) % batch_size or batch_size",
        "order = order[len(order) % batch_size :]\n        first = batch_size",
        "tests/test_text.py",
    ),
    Fault(
        "predictions come in the order of the batches",
        package("tasks/batches"),
        "            return outputs[order]",
        "            return outputs",
        CLASSIFIER,
    ),
    Fault(
        "the mask does not reach the recurrent layers",
        package("layers/recurrent"),
        "x, initial_state=first, mask=mask, training=training",
        "x, initial_state=first, mask=None, training=training",
        "tests/test_layers_recurrent.py",
    ),
    Fault(
        "the largest of all steps counts padding",
        package("patterns/many_to_one"),
        "ops.max(ops.where(mask, sequence, lowest), axis=1)",
        "ops.max(sequence, axis=1)",
        "tests/test_patterns_many_to_one.py",
    ),
    Fault(
        "what a row draws depends on its neighbours",
        package("sampling"),
        "x = _stir(_stir(seed) + rows)  # (batch,)",
        "x = _stir(_stir(seed) + ops.arange(rows.shape[0], dtype='int32')"
        " + rows[-1])",
        SAMPLING,
    ),
    # -- recurrence: states, gradients of each cell, on each backend ----------
    Fault(
        "states of two directions are split in the wrong order",
        package("layers/recurrent"),
        "return [h[0] for h in halves] + [h[1] for h in halves]",
        "return [h[1] for h in halves] + [h[0] for h in halves]",
        "tests/test_layers_recurrent.py",
    ),
    Fault(
        "the output's shape is told wrongly",
        package("layers/recurrent"),
        "return spec(batch, time, width), states",
        "return spec(batch, time, self.units), states",
        LAYERS,
    ),
    Fault(
        "a masked step moves the state",
        package("layers/recurrence"),
        "h = _keep(real, ops.tanh(z + ops.matmul(h, kernel)), h)",
        "h = ops.tanh(z + ops.matmul(h, kernel))",
        RECURRENCE,
    ),
    Fault(
        "steps added to a length are gone through",
        package("layers/recurrence"),
        "lambda at, *_: at >= 0 if reverse else at < steps,",
        "lambda at, *_: at >= 0 if reverse else at < size,",
        LAYERS,
    ),
    Fault(
        "a length is not rounded",
        package("layers/recurrence"),
        "size = time if known[1] else _next(time, STEPS)",
        "size = time",
        LAYERS,
    ),
    Fault(
        "gradient of the simple cell: another slope",
        package("layers/recurrence"),
        "d_z = _keep(real, d_h * (1 - h * h), ops.zeros_like(h))",
        "d_z = _keep(real, d_h * (1 - h), ops.zeros_like(h))",
        RECURRENCE,
    ),
    Fault(
        "gradient of the LSTM: nothing through the memory",
        package("layers/recurrence"),
        "return [d_h, _keep(real, d_sum * f, d_c)], [d_z]",
        "return [d_h, _keep(real, d_sum * i, d_c)], [d_z]",
        RECURRENCE,
    ),
    Fault(
        "gradient of the GRU: the update gate is forgotten",
        package("layers/recurrence"),
        "d_h = _keep(real, d_before + d_h * update, d_h)",
        "d_h = _keep(real, d_before + d_h, d_h)",
        RECURRENCE,
    ),
    Fault(
        "JAX: the way back runs forwards",
        package("layers/recurrence"),
        "return jax.lax.scan(step, state, inputs, reverse=reverse)",
        "return jax.lax.scan(step, state, inputs)",
        RECURRENCE,
        "jax",
    ),
    Fault(
        "PyTorch: the GRU's gates in Keras's order",
        package("layers/recurrence"),
        "return [torch.cat([reset, z, g]) for z, reset, g in parts]",
        "return [torch.cat([z, reset, g]) for z, reset, g in parts]",
        LAYERS,
        "torch",
    ),
    Fault(
        "PyTorch: no gradient from repeated outputs",
        package("layers/recurrence"),
        "d_outputs[rows, at] += d_last * mask[:, :1]",
        "pass",
        RECURRENCE,
        "torch",
    ),
    Fault(
        "NumPy: the LSTM's memory is not handed back",
        package("scratch/lstm"),
        "d_c = np.where(real, d_c_before, d_c)",
        "d_c = np.where(real, 0, d_c)",
        CELLS,
    ),
    Fault(
        "NumPy: the simple cell starts at zero, whatever is given",
        package("scratch/simple_rnn"),
        "h, output = initial_state, np.zeros((batch, units), dtype)",
        "h, output = 0 * initial_state, np.zeros((batch, units), dtype)",
        CELLS,
    ),
    Fault(
        "NumPy: the GRU's biases are added up",
        package("scratch/gru"),
        "bias = np.stack([bias, d_from_h.sum(axis=(0, 1))])",
        "bias = np.stack([bias, bias])",
        CELLS,
    ),
    Fault(
        "the gradient check lets everything pass",
        package("scratch/gradcheck"),
        "return all(row.error <= self.tolerance for row in self.rows)",
        "return True",
        "tests/test_scratch_gradcheck.py",
    ),
    # -- writing: samplers, beams, the loop -----------------------------------
    Fault(
        "top-k keeps one too many",
        package("sampling"),
        'ops.zeros_like(logits[:, :1], "int32") + k)',
        'ops.zeros_like(logits[:, :1], "int32") + k + 1)',
        SAMPLING,
    ),
    Fault(
        "top-p stops before the share is full",
        package("sampling"),
        "before = ops.cumsum(ranked, axis=-1) - ranked",
        "before = ops.cumsum(ranked, axis=-1)",
        SAMPLING,
    ),
    Fault(
        "a beam goes on with the states of another",
        package("sampling"),
        "states, tokens, done = keras.tree.map_structure(",
        "_, tokens, done = keras.tree.map_structure(",
        TRANSLATOR,
    ),
    Fault(
        "a beam that has ended goes on to change its score",
        package("sampling"),
        "np.where(np.arange(vocabulary) == PAD, 0.0, -math.inf)",
        "np.where(np.arange(vocabulary) == PAD, -0.5, -math.inf)",
        TRANSLATOR,
    ),
    Fault(
        "the length penalty is left out",
        package("sampling"),
        "ranks = totals / length**self.length_penalty",
        "ranks = totals",
        TRANSLATOR,
    ),
    Fault(
        "impossible tokens are written",
        package("sampling"),
        "~np.isin(ids, self.forbidden)",
        "ids >= 0",
        TRANSLATOR,
    ),
    # -- layers of the tasks --------------------------------------------------
    Fault(
        "attention looks at padding",
        package("layers/attention"),
        "if mask is not None:  # exp of it is 0, and float16 can hold it",
        "if False:",
        TRANSLATOR,
    ),
    Fault(
        "a copied word has the attention of its first place only",
        package("layers/copying"),
        'attention = ops.matmul(weights, ops.cast(same, "float32"))',
        "attention = weights",
        COPYING,
    ),
    Fault(
        "the CRF's log Z leaves the end out",
        package("layers/crf"),
        "log_z = ops.logsumexp(alpha[-1] + end, axis=-1)",
        "log_z = ops.logsumexp(alpha[-1], axis=-1)",
        "tests/test_layers_crf.py",
    ),
    Fault(
        "Viterbi follows transitions the wrong way",
        package("layers/crf"),
        "columns = ops.transpose(self.transitions)",
        "columns = self.transitions + 0",
        "tests/test_layers_crf.py",
    ),
    # -- networks -------------------------------------------------------------
    Fault(
        "the condition is not where writing starts",
        package("tasks/conditional_lm"),
        '[layer(name)(inputs["condition"]) for name in names]',
        '[0 * layer(name)(inputs["condition"]) for name in names]',
        NAMER,
    ),
    Fault(
        "a language model is asked for what it has read",
        package("tasks/scoring"),
        "            [ids[1:] for ids in sequences],",
        "            [ids[:-1] for ids in sequences],",
        LANGUAGE_MODEL,
    ),
    Fault(
        "a tag counts for the word before",
        package("tasks/tagging"),
        'check_known(row, self.labels, f"tags[{index}]")',
        'np.roll(check_known(row, self.labels, f"tags[{index}]"), -1)',
        TAGGER,
    ),
    # -- saving and loading ---------------------------------------------------
    Fault(
        "a setting is not saved with the model",
        package("tasks/saving"),
        'config["max_length"] = self.max_length',
        'config["max_length"] = 7',
        SAVED,
    ),
    Fault(
        "a failed save replaces the good file",
        package("tasks/saving"),
        "partial = Path(folder) / path.name",
        "partial = path",
        CLASSIFIER,
    ),
    Fault(
        "a file that can run code is loaded",
        package("tasks/loading"),
        'has_lambda = names_class(read_config(path), "Lambda")',
        "has_lambda = read_config(path) is None",
        CLASSIFIER,
    ),
    # -- bad input, data, metrics ---------------------------------------------
    Fault(
        "a blank text is taken",
        package("tasks/checks"),
        "if not blank and not item.strip():",
        "if False:",
        "tests/test_tasks_checks.py",
    ),
    Fault(
        "a label that was never seen is taken for the first",
        package("tasks/checks"),
        "if label not in places:",
        "places.setdefault(label, 0)\n        if False:",
        CLASSIFIER,
    ),
    Fault(
        "a wrong checksum is not noticed",
        package("data/datasets"),
        "if entry.sha256 and _checksum(files) not in entry.sha256:",
        "if False:",
        DATA,
    ),
    Fault(
        "an archive writes outside its folder",
        package("data/sources"),
        'if parts[0] == "" or ".." in parts or ":" in name or "\\0" in name:',
        'if parts[0] == "" or ":" in name or "\\0" in name:',
        "tests/test_data_sources.py",
    ),
    Fault(
        "entities count whose kind is wrong",
        package("metrics"),
        "same = ops.logical_and(begin == other_begin, kind == other_kind)",
        "same = begin == other_begin",
        "tests/test_metrics.py",
    ),
    # -- pictures, lessons, tools ---------------------------------------------
    Fault(
        "lags are counted from the padding",
        package("draw/figures"),
        "return sums[real] / counts[real]",
        "return sums / np.maximum(counts, 1)",
        "tests/test_draw_figures.py",
    ),
    Fault(
        "an exercise that fails is called correct",
        package("course/lesson"),
        'complaint = f"{type(error).__name__}: {error}"',
        "complaint = None",
        "tests/test_course_lesson.py",
    ),
    Fault(
        "a module is changed by hand",
        package("course/toy"),
        "# AUTOGENERATED!",
        "# AUTOGENERATED! (almost)",
        "tools/export.py",
    ),
    Fault(
        "a pulled test is changed by hand",
        "tests/test_course_toy.py",
        "def test_look_up_says",
        "def also_test_look_up_says",
        "tools/pull_tests.py",
    ),
    # -- speech, series, files for others --------------------------------------
    Fault(
        "CTC: equal letters side by side need no blank",
        package("layers/ctc"),
        "needed <= logit_lengths",
        "label_lengths <= logit_lengths",
        "tests/test_layers_ctc.py",
        "torch",
    ),
    Fault(
        "speech: from_data does not look at the texts, fit will",
        package("tasks/speech_recognizer"),
        "task.targets(texts, waveforms)  # else",
        "texts  # else",
        f"{CHECKS}/test_speech_recognizer.py",
        "torch",
    ),
    Fault(
        "speech: a step takes a frame less than it does",
        package("tasks/recordings"),
        "return hop * (audio.STACK - 1) + width",
        "return hop * (audio.STACK - 2) + width",
        "tests/test_tasks_recordings.py",
        "torch",
    ),
    Fault(
        "a forecast is not brought back to the scale of its window",
        package("layers/seasonal"),
        "return scaled * spread[..., None] + center[..., None]",
        "return scaled + center[..., None]",
        "tests/test_layers_seasonal.py",
        "torch",
    ),
    Fault(
        "ONNX: the LSTM's gates in Keras's order",
        package("deploy/onnx"),
        '"lstm": [0, 3, 1, 2]',
        '"lstm": [0, 1, 2, 3]',
        f"{CHECKS}/test_export.py",
        "torch",
    ),
    Fault(
        "ONNX: padding is read",
        package("deploy/onnx"),
        "lengths = None if mask is None else lengths_of(model, mask)",
        "lengths = None",
        f"{CHECKS}/test_export.py",
        "torch",
    ),
]


def copy_of_project(folder):
    """What tests need, without what was built."""
    for name in ("keras_rnn", "tests", "tools", "nbs"):
        ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in ("settings.ini", "ruff.toml"):
        shutil.copy(ROOT / name, folder)


def inflict(fault, folder):
    """Puts a fault into a copy; says whether it still fits."""
    path = folder / fault.path
    text = path.read_text("utf-8")
    if fault.right not in text:
        return False
    path.write_text(text.replace(fault.right, fault.wrong, 1), "utf-8")
    return True


def caught_by(fault):
    """The test that fails with a fault; None if none does.

    Raises:
        ValueError: the fault no longer fits the code.
    """
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        copy_of_project(folder)
        if not inflict(fault, folder):
            raise ValueError(f"{fault.path} no longer holds {fault.right!r}")
        if fault.tests.startswith("tools/"):
            command = [sys.executable, fault.tests, "--check"]
        else:
            command = [sys.executable, "-m", "pytest", "-x", "-q"]
            command += ["--slow", "-p", "no:cacheprovider", fault.tests]
        environment = {
            **os.environ,
            "KERAS_BACKEND": fault.backend,
            "PYTHONPATH": str(folder),
            "OMP_NUM_THREADS": "1",
            "JAX_COMPILATION_CACHE_DIR": str(ROOT / ".pytest_cache" / "jax"),
        }
        result = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True
        )
    if result.returncode == 0:
        return None
    if fault.tests.startswith("tools/"):
        return f"{fault.tests} --check"
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", result.stdout, re.MULTILINE)
    if not failed:
        raise ValueError(result.stdout[-2000:] + result.stderr[-2000:])
    return failed[1]


def main(words):
    chosen = [
        fault
        for fault in FAULTS
        if not words or any(w in fault.name + fault.path for w in words)
    ]
    alive = 0

    def attempt(fault):
        try:
            return caught_by(fault)
        except ValueError as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        results = pool.map(attempt, chosen)
        for fault, result in zip(chosen, results, strict=True):
            alive += result is None or isinstance(result, ValueError)
            told = "NOT CAUGHT" if result is None else result
            where = f"{fault.path}, {fault.backend}"
            print(f"{fault.name}\n    {where}\n    {told}", flush=True)
    print(f"\n{len(chosen) - alive} of {len(chosen)} faults were caught.")
    return int(alive > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
