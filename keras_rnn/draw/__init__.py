"""Figures of models, drawn from the models themselves.

They are imported when the first is used: the colors take no backend.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .figures import *  # noqa: F403


def __getattr__(name):
    if not name.startswith("_"):
        figures = importlib.import_module(f"{__name__}.figures")
        if hasattr(figures, name):
            return getattr(figures, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    figures = importlib.import_module(f"{__name__}.figures")
    return sorted({*globals(), *figures.__all__})
