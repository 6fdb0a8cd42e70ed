"""Every test starts from the same seeds, without windows or old figures.

python -m pytest              all tests but the slow ones
python -m pytest --slow       these too
python -m pytest -m backends  those that all three backends must pass
"""

import gc
import os
import pathlib
import random
import sys

import numpy as np
import pytest

# TensorFlow and Keras leave a million objects to look through; a tenth of all
# seconds went into looking.
gc.set_threshold(100_000, 20, 20)

os.environ.setdefault("MPLBACKEND", "agg")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# JAX compiles every small operation by itself. Kept on disk, most of them are
# compiled once for all tests and not once for each.
CACHE = pathlib.Path(__file__).parent.parent / ".pytest_cache" / "jax"
os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(CACHE))
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0")
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES", "-1")

MARKS = {
    "slow": "takes more than some seconds",
    "backends": "must pass on TensorFlow, on JAX and on PyTorch",
    "compiled": "TensorFlow compiles here, as it does for users",
}


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run slow tests too")


def pytest_configure(config):
    for name, meaning in MARKS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
    # TensorFlow's word on what `eager_unless_compiled` does.
    config.addinivalue_line("filterwarnings", "ignore:Even though the `tf.conf")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--slow"):
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="slow: run with --slow"))


@pytest.fixture(autouse=True)
def eager_unless_compiled(request):
    """Lets TensorFlow compute at once, except in tests marked `compiled`.

    Tracing and compiling take seconds for each model and each shape, and the
    models of the tests compute for milliseconds.
    """
    if "tensorflow" in sys.modules:
        eager = "compiled" not in request.keywords
        sys.modules["tensorflow"].config.run_functions_eagerly(eager)


@pytest.fixture(autouse=True)
def memory_maps_are_left():
    """JAX keeps all it compiled, until Linux has no memory maps left."""
    yield
    maps = pathlib.Path("/proc/self/maps")
    if "jax" in sys.modules and maps.exists():
        if maps.read_bytes().count(b"\n") > 15_000:
            sys.modules["jax"].clear_caches()


@pytest.fixture(autouse=True)
def fresh_start():
    """Same seeds for every test, whichever ran before it."""
    random.seed(0)
    np.random.seed(0)
    # Modules that do not need Keras are tested without importing it.
    if "keras" in sys.modules:
        keras = sys.modules["keras"]
        keras.utils.clear_session(free_memory=False)
        keras.utils.set_random_seed(0)
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
