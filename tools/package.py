"""Build the archives that PyPI gets, install each, and use what was installed.

python tools/package.py    writes dist/
"""

import os
import shutil
import subprocess
import sys
import tempfile

from project import ROOT

DIST = ROOT / "dist"
# Run far from the repository: what is imported is what was installed.
TRY = """
import keras_rnn as kr

texts, labels = kr.datasets.load("reviews").train
model = kr.TextClassifier.from_data(texts[:64], labels[:64], units=4)
print(kr.__version__, kr.__file__, len(model.classify(texts[:2])))
"""


def run(*command, **options):
    subprocess.run([sys.executable, *map(str, command)], check=True, **options)


def main():
    shutil.rmtree(DIST, ignore_errors=True)
    run("-m", "build", "--outdir", DIST, ROOT)
    archives = sorted(DIST.iterdir())
    if [x.suffix for x in archives] != [".whl", ".gz"]:
        sys.exit(f"expected a wheel and a source archive, got {archives}")
    for archive in archives:
        with tempfile.TemporaryDirectory() as folder:
            pip = ("-m", "pip", "install", "--quiet", "--no-deps")
            run(*pip, "--target", folder, archive)
            environment = {**os.environ, "PYTHONPATH": folder}
            run("-c", TRY, cwd=folder, env=environment)
    print(*(archive.name for archive in archives))


if __name__ == "__main__":
    main()
