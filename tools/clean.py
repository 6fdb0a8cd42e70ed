"""Take out of the notebooks what is noise in a diff.

    python tools/clean.py            clean every notebook
    python tools/clean.py --check    name those that are not clean; exit 1

Gone are execution counts, transient metadata and memory addresses
(`nbdev_clean`), and what only a live session can show: progress bars and
other text on stderr, widgets. Outputs stay as they are.
"""

import sys

import nbformat
from nbdev.clean import clean_nb
from project import ROOT, notebooks, read, settings, text_of, write

WIDGET = "application/vnd.jupyter.widget-view+json"


def is_noise(output):
    """Whether an output means nothing once its session has ended."""
    return output.get("name") == "stderr" or WIDGET in output.get("data", {})


def cleaned(notebook):
    """A clean copy of a notebook."""
    options = settings()
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [o for o in cell.outputs if not is_noise(o)]
    clean_nb(
        notebook,
        allowed_metadata_keys=options["allowed_metadata_keys"].split(),
        allowed_cell_metadata_keys=options[
            "allowed_cell_metadata_keys"
        ].split(),
    )
    notebook.metadata.pop("widgets", None)
    if "language_info" in notebook.metadata:
        # The rest of it names the Python that happened to run.
        notebook.metadata["language_info"] = {"name": "python"}
    return nbformat.from_dict(notebook)


def main(check):
    dirty = []
    for path in notebooks():
        text = text_of(cleaned(read(path)))
        if text == path.read_text("utf-8"):
            continue
        dirty.append(path.relative_to(ROOT))
        if not check:
            write(path, text)
    for path in dirty:
        print(
            f"{path}: " + ("not clean: run `make sync`" if check else "clean")
        )
    return int(check and bool(dirty))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
