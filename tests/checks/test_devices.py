"""Two devices do what one does: see devices.py, which needs its own process.

`make test-devices` tries every task on every backend; without it one task
stands for them all, on JAX and on PyTorch.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest

import keras_rnn as kr

BACKEND = keras.backend.backend()
ALL = "KERAS_RNN_ALL_DEVICES" in os.environ


@pytest.mark.backends
@pytest.mark.skipif(BACKEND == "tensorflow" and not ALL, reason="takes long")
def test_two_devices_do_what_one_does():
    kinds = [] if ALL else ["ConditionalLM"]
    script = Path(__file__).with_name("devices.py")
    package = str(Path(kr.__file__).parents[1])
    output = subprocess.run(
        [sys.executable, str(script), *kinds],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": package, "KERAS_BACKEND": BACKEND},
    )
    lines = [x for x in output.stdout.splitlines() if x.startswith("FOUND")]
    assert len(lines) == (len(kinds) or 6), output.stderr
    for line in lines:
        kind, one, two = json.loads(line.removeprefix("FOUND "))
        np.testing.assert_allclose(two, one, rtol=1e-4, err_msg=kind)
        assert one[1] < one[0]
