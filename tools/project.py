"""What the tools share: where things are, and how a notebook is read."""

import os
import re
import tempfile
from configparser import ConfigParser
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
MARKS = re.compile(r"^[ \t]*# ?\|[ \t]*(\w+)(.*)\n?", re.MULTILINE)


def settings(root=ROOT):
    """settings.ini as a mapping."""
    parser = ConfigParser()
    parser.read(Path(root) / "settings.ini", encoding="utf-8")
    return parser["DEFAULT"]


def notebooks(root=ROOT):
    """Paths of all notebooks: index, lessons in order, appendix."""
    nbs = Path(root) / "nbs"
    top = sorted(nbs.glob("*.ipynb"), key=lambda p: (p.stem != "index", p.stem))
    below = sorted(nbs.glob("[!._]*/**/*.ipynb"))
    return [p for p in top + below if ".ipynb_checkpoints" not in p.parts]


def lessons(root=ROOT):
    """Paths of the lessons: the notebooks whose name begins with a number."""
    return [path for path in notebooks(root) if path.stem[0].isdigit()]


def read(path):
    """A notebook, in nbformat 4."""
    return nbformat.read(path, as_version=4)


def text_of(notebook):
    """The notebook's file text, in the order and layout nbdev writes too."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def write(path, text):
    """Write a text file so that nobody ever sees half of it.

    Returns:
        bool: whether the file's text changed.
    """
    path = Path(path)
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return True


def marks(cell):
    """The `#| name` marks of a code cell, as a dict of name to the rest."""
    if cell.cell_type != "code":
        return {}
    return {name: rest.strip() for name, rest in MARKS.findall(cell.source)}


def title(notebook):
    """The text of the first heading."""
    for cell in notebook.cells:
        heading = re.search(r"^# +(.+)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and heading:
            return heading[1].strip()
    return "Untitled"


def for_readers(notebook):
    """A copy to be shown: no `#|` lines, no cells marked `#| hide`.

    A cell marked `#| hide_input` keeps its outputs only.
    """
    shown = nbformat.from_dict(notebook)
    shown.cells = [cell for cell in shown.cells if "hide" not in marks(cell)]
    for cell in shown.cells:
        if cell.cell_type == "code":
            if "hide_input" in marks(cell):
                cell.metadata["transient"] = {"remove_source": True}
            cell.source = MARKS.sub("", cell.source).strip("\n")
    # A cell that held nothing but marks has nothing to show.
    shown.cells = [
        cell
        for cell in shown.cells
        if cell.source or cell.get("outputs") or cell.cell_type != "code"
    ]
    return shown
