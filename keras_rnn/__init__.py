"""Recurrent networks for Keras: every pattern, every cell, text in and out.

The public names are imported when they are first used, so that
`import keras_rnn` takes no time and imports no backend.
"""

import importlib
import importlib.metadata
import importlib.util
import sys

# Where each public name is defined; a name without a home is a module itself.
_HOMES = {
    "BeamSampler": "sampling",
    "CELLS": "layers",
    "CRF": "layers",
    "Captioner": "tasks",
    "CausalLM": "tasks",
    "ConditionalLM": "tasks",
    "Forecaster": "tasks",
    "GenerateSamples": "tasks",
    "GreedySampler": "sampling",
    "RandomSampler": "sampling",
    "Seq2SeqLM": "tasks",
    "SeriesClassifier": "tasks",
    "SpeechRecognizer": "tasks",
    "TextClassifier": "tasks",
    "TextRegressor": "tasks",
    "TokenClassifier": "tasks",
    "TopKSampler": "sampling",
    "TopPSampler": "sampling",
    "captioner": "patterns.captioner",
    "datasets": "data",
    "encoder_decoder": "patterns.encoder_decoder",
    "export": "deploy.export",
    "forecaster": "patterns.forecaster",
    "language_model": "patterns.language_model",
    "lesson": "course",
    "load_model": "tasks",
    "load_onnx": "deploy.runtime",
    "many_to_many": "patterns.many_to_many",
    "many_to_one": "patterns.many_to_one",
    "one_to_many": "patterns.one_to_many",
    "one_to_one": "patterns.one_to_one",
    "speech_to_text": "patterns.speech_to_text",
}
_MODULES = (
    "audio",
    "data",
    "draw",
    "images",
    "layers",
    "metrics",
    "sampling",
    "scratch",
    "tasks",
    "text",
)

__all__ = ["__version__", *_HOMES, *_MODULES]


def __getattr__(name):
    if name == "__version__":
        value = importlib.metadata.version("keras-rnn")
    elif name in _HOMES:
        home = importlib.import_module(f"{__name__}.{_HOMES[name]}")
        value = getattr(home, name)
    elif name in _MODULES:
        value = importlib.import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})


# `keras.models.load_model` finds classes that are registered, and they are
# when their modules are imported: as soon as somebody else imports Keras.


def _register():
    importlib.import_module(f"{__name__}.tasks")


class _KerasWatch:
    """Waits in `sys.meta_path` until Keras is imported."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name != "keras":
            return None
        sys.meta_path.remove(cls)
        spec = importlib.util.find_spec(name)
        ours = ("layers", "metrics", "patterns", "sampling", "tasks")
        if spec and not any(f"{__name__}.{x}" in sys.modules for x in ours):
            execute = spec.loader.exec_module

            def execute_and_register(module):
                execute(module)
                _register()

            spec.loader.exec_module = execute_and_register
        return spec


if "keras" in sys.modules:
    _register()
else:
    sys.meta_path.insert(0, _KerasWatch)
