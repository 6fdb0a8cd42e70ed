"""Figures of models, drawn from the models themselves.

They are imported when the first is used: the colors take no backend.
"""

import importlib
import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .figures import *  # noqa: F403
    from .series import *  # noqa: F403

_MODULES = ("figures", "series")


def __getattr__(name):
    if not name.startswith("_"):
        for module in map(_imported, _MODULES):
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    names = [module.__all__ for module in map(_imported, _MODULES)]
    return sorted({*globals(), *itertools.chain(*names)})


def _imported(module):
    return importlib.import_module(f"{__name__}.{module}")
