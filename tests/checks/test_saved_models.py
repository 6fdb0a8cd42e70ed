"""Every task and every cell, saved, and asked again by a fresh process.

One process loads all files: it imports nothing but `keras_rnn`, and starting it
takes longer than loading them.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
from answers import answers

import keras_rnn as kr
from keras_rnn.images import Features

TEXTS = ["a great film", "so dull", "no fun", "great"]
SENTENCES = [["Chirag", "left", "India"], ["He", "left"]]
TAGS = [["B-PER", "O", "B-LOC"], ["O", "O"]]
SOURCES, TARGETS = ["a b", "b", "c a b", "b c"], ["x y", "y", "z x y", "z"]
SMALL = {"units": 4, "embedding_dim": 5}


def classifier(cell):
    options = {**SMALL, "pooling": "max" if cell == "lstm" else "last"}
    return kr.TextClassifier.from_data(
        TEXTS, ["pos", "neg", "neg", "pos"], cell, ngrams=64, **options
    )


def regressor(cell):
    return kr.TextRegressor.from_data(TEXTS, [9, 2, 3, 8], cell, **SMALL)


def tagger(cell):
    return kr.TokenClassifier.from_data(
        SENTENCES, TAGS, cell, crf=cell != "gru", repair=True, **SMALL
    )


def writer(cell):
    level = "word" if cell == "gru" else "character"
    return kr.CausalLM.from_data(
        TEXTS, level, cell, ends=cell != "lstm", num_layers=2, **SMALL
    )


def namer(cell):
    conditions = ["f", "m", "f", "m"] if cell == "gru" else np.eye(4)
    return kr.ConditionalLM.from_data(conditions, TEXTS, cell, units=4)


def translator(cell, **options):
    return kr.Seq2SeqLM.from_data(
        SOURCES, TARGETS, cell, min_count=1, **SMALL, **options
    )


def plain(cell):
    return translator(cell, attention=None, bidirectional=cell == "lstm")


def attentive(cell):
    kind = "additive" if cell == "lstm" else "dot"
    return translator(cell, attention=kind, copy=cell != "lstm")


def tied(cell):
    options = {"num_layers": 2, "tied": True}
    return translator(cell, attention="additive", **options)


def describer(cell):
    attention = {"simple_rnn": None, "gru": "dot"}.get(cell, "additive")
    features = np.arange(60.0).reshape(4, 3, 5) % 7
    features = Features.of(features, {"encoder": "mine", "size": 8})
    options = {**SMALL, "attention": attention}
    return kr.Captioner.from_data(features, TEXTS, cell, **options)


def listener(cell):
    rng = np.random.default_rng(0)
    sounds = [rng.normal(0, 0.1, 2000) for _ in TEXTS]
    options = {"units": 4, "bidirectional": cell == "gru"}
    return kr.SpeechRecognizer.from_data(
        sounds, list("abca"), 8000, cell=cell, **options
    )


def network(cell):
    return kr.many_to_one(cell, input_shape=(None, 3), units=4)


# What makes a file, and with which cells beside the LSTM, so that each cell and
# each option above is in some file.
MODELS = {
    classifier: ["simple_rnn"],
    regressor: [],
    tagger: ["gru"],
    writer: ["gru"],
    namer: ["gru"],
    plain: ["simple_rnn"],
    attentive: ["gru"],
    tied: ["simple_rnn"],
    describer: ["gru", "simple_rnn"],
    listener: ["gru"],
    network: ["gru"],
}


def close(found, expected):
    """Whether two answers are the same: numbers nearly, all else exactly."""
    if isinstance(expected, list):
        pairs = zip(found, expected, strict=True)
        return all(close(*pair) for pair in pairs)
    if isinstance(expected, float):
        return abs(found - expected) <= 1e-5 * max(1, abs(expected))
    return found == expected


@pytest.mark.backends
def test_all_models_answer_the_same_in_a_fresh_process(tmp_path):
    expected = {}
    # Keras writes the same file with any backend: there one cell will do.
    on_tensorflow = keras.backend.backend() == "tensorflow"
    for make, cells in MODELS.items():
        for cell in ["lstm", *(cells if on_tensorflow else [])]:
            model = make(cell)
            path = str(tmp_path / f"{make.__name__}-{cell}.keras")
            model.save(path)
            expected[path] = json.loads(answers(model))
    script = Path(__file__).with_name("answers.py")
    package = str(Path(kr.__file__).parents[1])
    output = subprocess.run(
        [sys.executable, str(script), *expected],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": package},
    )
    assert output.returncode == 0, output.stderr
    lines = [x for x in output.stdout.splitlines() if x.startswith("FOUND")]
    assert len(lines) == len(expected)
    for line in lines:
        _, path, found = line.split(" ", 2)
        assert close(json.loads(found), expected[path]), (path, found)
