"""Builds the playground: trains its small models and puts them beside a page.

`make playground` writes a folder of plain files that any web server can
offer. One model after another: a recipe trains it on starter data, its
weights are rounded to 16 bits, and what Python answers with just those weights
is kept in `checks.json` for the tests of the page.
"""

import argparse
import concurrent.futures
import json
import multiprocessing
import os
import re
import shutil
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from recipes import RECIPES

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "playground"
CELLS = ("simple_rnn", "lstm", "gru")


def make(name, folder, small=False):
    """Trains one model and writes its file and its checks.

    Args:
        name: str, one of `RECIPES`.
        folder: path, where `models/` is.
        small: bool, whether a few weights at random will do: for tests.

    Returns:
        str, what was made, in one line.
    """
    train, write, each_cell = RECIPES[name]
    start = time.process_time()
    if each_cell:
        model = {cell: train(cell, small) for cell in CELLS}
    else:
        model = train(small)
    models = Path(folder) / "models"
    models.mkdir(parents=True, exist_ok=True)
    checks = write(models, model)
    text = json.dumps(checks, ensure_ascii=False)
    (models / f"{name}.checks.json").write_text(text, "utf-8")
    size = (models / f"{name}.bin").stat().st_size
    seconds = time.process_time() - start  # of all cores together
    return f"{name:<10} {size / 1000:5.0f} kB {seconds:5.0f} s"


LESSONS = "https://github.com/keras-rnn/keras-rnn/blob/main/nbs/{}.ipynb"
HOME = 'class="home" href="https://github.com/keras-rnn/keras-rnn"'


def copy_page(folder, site=False):
    """Copies the page itself: what was there of it before goes.

    Args:
        folder: path.
        site: bool, whether it will stand in the folder `playground` of the
            site, whose pages it then links to.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name != "models":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(PAGE, folder, dirs_exist_ok=True)
    if site:
        index = folder / "index.html"
        page = index.read_text("utf-8")
        for old, new in {
            LESSONS: "../{}.html",
            HOME: 'class="home" href="../index.html"',
        }.items():
            if old not in page:
                raise ValueError(f"index.html no longer has {old}")
            page = page.replace(old, new)
        index.write_text(page, "utf-8")
    tell_sizes(folder)


def tell_sizes(folder):
    """Writes into the page how large, in kB, the model of each panel is."""
    index = Path(folder) / "index.html"
    page = index.read_text("utf-8")
    for path in sorted((Path(folder) / "models").glob("*.bin")):
        panel = f'data-panel="{path.stem}"'
        size = round(path.stat().st_size / 1000)
        page = re.sub(
            rf'{panel}( data-size="\d+")?', f'{panel} data-size="{size}"', page
        )
    index.write_text(page, "utf-8")


def build(folder, names=None, small=False, processes=2):
    """Builds the page with its models.

    Args:
        folder: path.
        names: list of str, which models to make; None for all.
        small: bool, as in `make`.
        processes: int, models that are trained beside each other.
    """
    copy_page(folder)
    names = list(names or RECIPES)
    if processes == 1:
        for name in names:
            print(make(name, folder, small), flush=True)
        tell_sizes(folder)
        return
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(processes, context) as pool:
        jobs = [pool.submit(make, name, folder, small) for name in names]
        for job in concurrent.futures.as_completed(jobs):
            print(job.result(), flush=True)
    tell_sizes(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="*", help="which; all if none is named")
    parser.add_argument("--folder", default=ROOT / "_playground", type=Path)
    parser.add_argument("--page", action="store_true", help="no model")
    parser.add_argument("--processes", default=2, type=int)
    options = parser.parse_args()
    for name in options.models:
        if name not in RECIPES:
            sys.exit(f"there is no model {name!r}; there is {list(RECIPES)}")
    if options.page:
        copy_page(options.folder)
    else:
        build(options.folder, options.models, processes=options.processes)
    print(f"look at it: python -m http.server -d {options.folder}")


if __name__ == "__main__":
    main()
