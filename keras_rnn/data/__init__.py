"""Data to learn from: what there is, where it comes from, how it is split."""

import importlib
from typing import TYPE_CHECKING

from . import datasets as datasets

if TYPE_CHECKING:
    from .joined_words import join_words as join_words


def __getattr__(name):
    if name == "join_words":  # it needs Keras, which the data sets don't
        module = importlib.import_module(f"{__name__}.joined_words")
        return module.join_words
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), "join_words"})
