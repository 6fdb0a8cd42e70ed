"""Format all Python code with ruff, that of the notebooks included.

    python tools/format.py            format it
    python tools/format.py --check    name what is not formatted; exit 1

By itself ruff would turn the marks of a notebook, `#| export`, into
`# | export`. It leaves comments alone that begin with `#:`, so the marks have
that form while it works.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from project import ROOT, notebooks, read, text_of, write

RUFF_FORMAT = [sys.executable, "-m", "ruff", "format"]


def with_marks(notebook, pattern, replacement):
    """The notebook, with the start of every mark in it replaced."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = re.sub(
                pattern, replacement, cell.source, flags=re.MULTILINE
            )
    return notebook


def formatted(paths):
    """The text of each notebook as it should be: a dict by path."""
    with tempfile.TemporaryDirectory() as folder:
        copies = {}
        for number, path in enumerate(paths):
            copies[path] = Path(folder) / f"{number}.ipynb"
            masked = with_marks(read(path), r"^# ?\|", "#:|")
            copies[path].write_text(text_of(masked), "utf-8")
        config = f"--config={ROOT / 'ruff.toml'}"
        subprocess.run([*RUFF_FORMAT, "--quiet", config, folder], check=True)
        return {
            path: text_of(with_marks(read(copy), r"^#:\|", "#|"))
            for path, copy in copies.items()
        }


def main(check):
    arguments = ["--check"] if check else []
    ruff = subprocess.run([*RUFF_FORMAT, "--quiet", *arguments, str(ROOT)])
    changed = [
        path
        for path, text in formatted(notebooks()).items()
        if text != text_of(read(path)) and (check or write(path, text))
    ]
    for path in changed:
        name = path.relative_to(ROOT)
        print(
            f"{name}: " + ("to be formatted: `make sync`" if check else "done")
        )
    return int(ruff.returncode or (check and bool(changed)))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
