"""Execute the notebooks, each from top to bottom in a kernel of its own.

    python tools/course.py            pages to read in _course/, at once; then
                                      the lessons at smoke scale, two at a time,
                                      and a table here
    python tools/course.py --check    every notebook at smoke scale, with its
                                      exercises solved, without its tests, which
                                      pytest runs; writes nothing
    python tools/course.py --full     every notebook at full scale, one at a
                                      time; its outputs are kept in nbs/
    python tools/course.py --full 10  lesson 10 only (or `index`, `layers`, ...)

The exit status is 1 if a notebook fails. A notebook may be slow; it is stopped
when nothing has come from it for ten minutes.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import nbformat
from clean import cleaned
from kernels import CAN_COPY, Client, imported_once
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell
from pages import index_page, lesson_page, number
from project import (
    ROOT,
    lessons,
    marks,
    notebooks,
    read,
    settings,
    text_of,
    title,
    write,
)
from pull_tests import without_calls
from tqdm import tqdm

PAGES = ROOT / "_course"
HEADLINE = "application/vnd.keras-rnn.headline+json"
PATIENCE = 600  # seconds without a sign of life, at smoke scale
# Smoke runs compile as much as they compute: XLA may optimize less, and with
# two notebooks at a time one thread for each will do. Not where speed is shown.
QUICK = {
    "XLA_FLAGS": "--xla_backend_optimization_level=2",
    "OMP_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}
SHOW_SPEED = {"bench", "fast_loop"}
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
SOLUTION = re.compile(
    r"<details>.*?[Ss]olution.*?```python\n(.*?)```.*?</details>", re.DOTALL
)


@dataclass
class Run:
    """What came of executing one notebook."""

    path: os.PathLike
    notebook: nbformat.NotebookNode
    seconds: float | None = None  # None: it stands as it was committed
    error: str | None = None

    @property
    def headlines(self):
        return [
            output.data[HEADLINE]
            for cell in self.notebook.cells
            for output in cell.get("outputs", [])
            if HEADLINE in output.get("data", {})
        ]

    @property
    def summary(self):
        return {
            "name": self.path.stem,
            "title": title(self.notebook),
            "seconds": self.seconds,
            "error": self.error,
            "headlines": self.headlines,
        }


def execute(
    path,
    notebook,
    patience=None,
    on_cell=lambda: None,
    environment=None,
    copied=False,
):
    """Run a notebook in a kernel of its own, in its own folder.

    Args:
        path: where the notebook stands.
        notebook: the notebook; its outputs are replaced.
        patience: float or None, after how many seconds without any message
            from the kernel it is stopped.
        on_cell: called after each code cell.
        environment: dict of str, the kernel's; None for ours.
        copied: bool, whether its kernel may be a copy (`kernels.py`).

    Returns:
        Run: with the first error, if there was one.
    """
    start = time.monotonic()
    current = {}

    def begin(cell, cell_index):
        current.update(cell=cell, number=cell_index + 1)

    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = Client(
        notebook,
        patience or float("inf"),
        copied,
        kernel_name="python3",
        timeout=None,
        coalesce_streams=True,
        # No word about unencrypted sockets on this very machine.
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        allow_errors=True,  # we stop ourselves, with the outputs so far
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_start=begin,
        on_cell_executed=lambda cell, **_: on_cell(),
    )
    run = Run(path, notebook)
    with tempfile.NamedTemporaryFile("w+", errors="replace") as said:
        try:
            # What a kernel says past its notebook would break the progress
            # bar. It is kept, and told if the kernel dies.
            environment = environment or dict(os.environ)
            with (
                client.setup_kernel(stderr=said, env=environment),
                client.watched(),
            ):
                for index, cell in enumerate(notebook.cells):
                    client.execute_cell(cell, index)
                    failed = [
                        output
                        for output in cell.get("outputs", [])
                        if output.output_type == "error"
                    ]
                    if failed:
                        trace = COLOURS.sub("", "\n".join(failed[0].traceback))
                        run.error = describe(**current, what=trace)
                        break
        except DeadKernelError:
            what = "The kernel died: out of memory?"
            if client.hung:
                what = f"Nothing came from it for {patience} seconds."
            said.seek(0)
            run.error = describe(**current, what=f"{what}\n{said.read()}")
    run.seconds = time.monotonic() - start
    return run


def describe(cell, number, what):
    """A failing cell and its error, for people."""
    trace = what.strip().splitlines()
    if len(trace) > 25:
        trace = [*trace[:3], "...", *trace[-20:]]
    return "\n".join(
        [
            f"cell {number}:",
            textwrap.indent(cell.source, "    "),
            *trace,
        ]
    )


# -- exercises --------------------------------------------------------------


def add_solutions(notebook):
    """Append each exercise's folded solution and its check, as cells.

    Returns:
        list of pairs: the exercise's cell and its solution's.
    """
    pairs = []
    for stub, after in zip(
        notebook.cells, [*notebook.cells[1:], None], strict=True
    ):
        if "exercise" not in marks(stub):
            continue
        solution = SOLUTION.search(after.source) if after else None
        if not solution:
            raise ValueError(
                "no folded solution in the cell after the exercise\n"
                + textwrap.indent(stub.source, "    ")
            )
        check = stub.source.strip().splitlines()[-1]
        source = textwrap.dedent(solution[1]).rstrip() + "\n" + check
        pairs.append((stub, new_code_cell(source)))
    notebook.cells += [solution for _, solution in pairs]
    return pairs


def text_output(cell):
    return "".join(output.get("text", "") for output in cell.outputs)


def unsolved(pairs):
    """What is wrong with a notebook's exercises once they ran; None if fine."""
    for stub, solution in pairs:
        for cell, expected in (stub, "Not yet"), (solution, "Correct."):
            if expected not in text_output(cell):
                return (
                    f"this should print {expected!r}:\n"
                    + textwrap.indent(cell.source, "    ")
                    + f"\nit prints {text_output(cell)!r}"
                )
    return None


# -- the three ways ---------------------------------------------------------


def leave_out_tests(notebook):
    """Define the tests of a notebook only: pytest runs them."""
    for cell in notebook.cells:
        if "test" in marks(cell):
            cell.source = without_calls(cell.source)


def run_all(paths, smoke=True, check=False, finish=None):
    """Execute notebooks under one progress bar; one `Run` each, in order.

    Args:
        paths: list of paths.
        smoke: bool, whether two may run at a time, and none be silent for
            long.
        check: bool, whether to solve the exercises and leave out the tests.
        finish: called with each `Run`, one at a time.
    """
    loaded = [(path, read(path)) for path in paths]
    total = sum(
        cell.cell_type == "code" for _, nb in loaded for cell in nb.cells
    )
    running, lock = [], threading.Lock()
    ordinary = dict(os.environ)
    if smoke:
        os.environ.update(QUICK)
        if CAN_COPY:
            imported_once()  # before there is a progress bar to disturb
    # Where nobody watches, a line now and then is enough.
    patience = PATIENCE if smoke else None
    interval = 0.1 if sys.stderr.isatty() else 30
    bar = tqdm(
        total=total, unit="cell", dynamic_ncols=True, mininterval=interval
    )

    def show(change, name):
        with lock:
            change(name)
            bar.set_description(", ".join(running), refresh=False)

    def one(path, notebook):
        show(running.append, path.stem)
        try:
            pairs = add_solutions(notebook) if check else []
            bar.total += len(pairs)
            if check:
                leave_out_tests(notebook)
        except ValueError as error:
            show(running.remove, path.stem)
            return Run(path, notebook, error=str(error))
        quick = smoke and path.stem not in SHOW_SPEED
        environment = None if quick else ordinary
        run = execute(
            path, notebook, patience, bar.update, environment, copied=quick
        )
        run.error = run.error or unsolved(pairs)
        if finish:
            with lock:
                finish(run)
        show(running.remove, path.stem)
        return run

    with bar, ThreadPoolExecutor(2 if smoke else 1) as pool:
        # Late lessons take longest: begun first, none is alone at the end.
        step = -1 if smoke else 1
        runs = list(pool.map(lambda pair: one(*pair), loaded[::step]))
        bar.set_description("done", refresh=False)
    return runs[::step]


def keep_outputs(run):
    """Write a run's outputs into its notebook, if it went well."""
    if not run.error:
        write(run.path, text_of(cleaned(run.notebook)))


class Pages:
    """The pages in `_course/`: first as committed, then as each lesson ran.

    Args:
        paths: list of paths, the lessons in order.
    """

    def __init__(self, paths):
        options = settings()
        self.source = f"{options['git_url']}/blob/{options['branch']}/nbs"
        self.runs = {path: Run(path, read(path)) for path in paths}
        self.names = [
            (run.path.stem, title(run.notebook)) for run in self.runs.values()
        ]
        shutil.rmtree(PAGES, ignore_errors=True)
        self.write_index()
        for run in self.runs.values():
            self.write_lesson(run)

    def replace(self, run):
        """Puts what came of a run in the place of what was there."""
        self.runs[run.path] = run
        self.write_lesson(run)
        self.write_index()

    def write_lesson(self, run):
        """The page of a lesson, and the notebook with its outputs."""
        at = list(self.runs).index(run.path)
        before = self.names[at - 1] if at else None
        after = self.names[at + 1] if at + 1 < len(self.names) else None
        notebook = cleaned(run.notebook)
        lessons = [name for name, _ in self.names]
        page = lesson_page(notebook, lessons, self.source, before, after)
        write(PAGES / f"{run.path.stem}.html", page)
        write(PAGES / run.path.name, text_of(notebook))

    def write_index(self):
        rows = [run.summary for run in self.runs.values()]
        write(PAGES / "index.html", index_page(rows))


def table(runs):
    """Lesson, seconds, headline metric, value and baseline, in columns."""
    rows = [["lesson", "seconds", "headline", "value", "baseline"]]
    for run in runs:
        first = [run.path.stem, f"{run.seconds:.0f}"]
        if run.error:
            rows.append([*first, "FAILED", "", ""])
            continue
        for headline in run.headlines or [{}]:
            values = (headline.get("value"), headline.get("baseline"))
            metric = headline.get("metric", "")
            rows.append([*first, metric, *map(number, values)])
            first = ["", ""]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    right = {1, 3, 4}
    return "\n".join(
        "  ".join(
            text.rjust(width) if at in right else text.ljust(width)
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def chosen(name):
    """The notebooks that `LESSON=` means: all, a number, or a name."""
    if not name:
        return notebooks()
    found = [
        path
        for path in notebooks()
        if name == path.stem
        or re.match(rf"{re.escape(name.zfill(2))}[a-z]?_", path.stem)
    ]
    if not found:
        names = ", ".join(path.stem for path in notebooks())
        sys.exit(f"No lesson {name!r}. There are: {names}")
    return found


def main(arguments):
    parser = argparse.ArgumentParser(description="Execute the notebooks.")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--full", nargs="?", const="", metavar="LESSON")
    options = parser.parse_args(arguments)
    full = options.full is not None
    # The kernels inherit these.
    os.environ["KERAS_RNN_SCALE"] = "full" if full else "smoke"
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")

    start = time.monotonic()
    if full:
        runs = run_all(chosen(options.full), smoke=False, finish=keep_outputs)
    elif options.check:
        runs = run_all(notebooks(), check=True)
    else:
        pages = Pages(lessons())
        print(f"Read them meanwhile: {(PAGES / 'index.html').as_uri()}")
        runs = run_all(lessons(), finish=pages.replace)

    failed = [run for run in runs if run.error]
    for run in failed:
        name = run.path.relative_to(ROOT)
        print(f"\n{name} failed: {run.error}", file=sys.stderr)
    print("\n" + table(runs))
    print(f"\n{len(runs)} notebooks, {time.monotonic() - start:.0f} seconds.")
    if not full and not options.check:
        print(f"Read them: {(PAGES / 'index.html').as_uri()}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
