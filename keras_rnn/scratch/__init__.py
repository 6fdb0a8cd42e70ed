"""The three cells in NumPy, forward and backward, and a gradient check."""

import importlib

_MODULES = ("gradcheck", "gru", "gru_forms", "lstm", "network", "simple_rnn")

__all__ = [*_MODULES]


def __getattr__(name):
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *__all__})
