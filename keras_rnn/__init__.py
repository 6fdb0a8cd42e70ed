"""Recurrent networks for Keras: every pattern, every cell, text in and out.

The public names are imported when they are first used, so that
`import keras_rnn` takes no time and imports no backend.
"""

import importlib
import importlib.metadata

_HOMES = {
    "BeamSampler": "sampling",
    "CELLS": "layers",
    "CRF": "crf",
    "CausalLM": "patterns.language_model",
    "ConditionalLM": "patterns.one_to_many",
    "GenerateSamples": "patterns.encoder_decoder",
    "GreedySampler": "sampling",
    "RandomSampler": "sampling",
    "Seq2SeqLM": "patterns.encoder_decoder",
    "TextClassifier": "patterns.many_to_one",
    "TextRegressor": "patterns.many_to_one",
    "TokenClassifier": "patterns.many_to_many",
    "TopKSampler": "sampling",
    "TopPSampler": "sampling",
    "encoder_decoder": "patterns.encoder_decoder",
    "language_model": "patterns.language_model",
    "load_model": "task",
    "many_to_many": "patterns.many_to_many",
    "many_to_one": "patterns.many_to_one",
    "one_to_many": "patterns.one_to_many",
    "one_to_one": "patterns.one_to_one",
}
_MODULES = (
    "attention",
    "copying",
    "datasets",
    "draw",
    "layers",
    "lesson",
    "metrics",
    "sampling",
    "scratch",
    "sources",
    "task",
    "text",
)

__all__ = ["__version__", *_HOMES, *_MODULES]


def __getattr__(name):
    if name == "__version__":
        value = importlib.metadata.version("keras-rnn")
    elif name in _HOMES:
        module = importlib.import_module(f"{__name__}.{_HOMES[name]}")
        value = getattr(module, name)
    elif name in _MODULES:
        value = importlib.import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})
