"""Write the project's address into the notebooks, from settings.ini.

    python tools/badges.py            write what changed
    python tools/badges.py --check    name what is wrong; exit 1

Every lesson's head has a badge that opens that lesson in Colab, and its first
code cell installs the package there. Other links into Colab and other
`git+https://github.com/...` addresses, in any notebook, get the address too.
"""

import hashlib
import re
import sys

from nbformat.v4 import new_code_cell
from project import ROOT, lessons, notebooks, read, settings, text_of, write

BADGE = "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({})"
BADGE_LINE = re.compile(r"^\[!\[Open in Colab\]\(.*$", re.MULTILINE)
COLAB = re.compile(
    r"https://colab\.research\.google\.com/github/[^/\s]+/[^/\s]+/blob/"
    r"[^/\s]+/(nbs/[\w./-]+\.ipynb)"
)
PIP = re.compile(r"git\+https://github\.com/[\w.-]+/[\w.-]+")
INSTALL = """\
#| hide
import sys

if "google.colab" in sys.modules:
    %pip install -q "{name}[lessons] @ git+{address}\""""


def colab_link(path, options):
    """Where Colab opens the notebook that stands at `path`."""
    return (
        f"https://colab.research.google.com/github/{options['user']}/"
        f"{options['repo']}/blob/{options['branch']}/{path}"
    )


def with_badge(head, badge):
    """The text of a head cell with its one badge line."""
    if BADGE_LINE.search(head):
        return BADGE_LINE.sub(lambda _: badge, head, count=1)
    # Below the title and, where there is one, the promise ("> ...").
    top = re.match(r"# .*(?:\n+>.*)*", head)
    end = top.end() if top else 0
    return "\n\n".join(
        part.strip("\n") for part in (head[:end], badge, head[end:]) if part
    )


def set_install_cell(notebook, source):
    """Make the first code cell the one that installs the package in Colab."""
    first = next(
        i for i, c in enumerate(notebook.cells) if c.cell_type == "code"
    )
    if "google.colab" in notebook.cells[first].source:
        notebook.cells[first].source = source
        return
    name = hashlib.sha1(source.encode()).hexdigest()[:8]
    notebook.cells.insert(first, new_code_cell(source, id=name))


def addressed(notebook, path, is_lesson, options):
    """Write the addresses into a notebook, in place.

    Args:
        notebook: the notebook.
        path: where it stands in the repository: `nbs/10_many_to_one.ipynb`.
        is_lesson: whether it needs a badge and an install cell.
        options: user, repo, branch and git_url.
    """
    if is_lesson:
        head = notebook.cells[0]
        badge = BADGE.format(colab_link(path, options))
        head.source = with_badge(head.source, badge)
        source = INSTALL.format(
            name=options["lib_name"].replace("_", "-"),
            address=options["git_url"],
        )
        set_install_cell(notebook, source)
    for cell in notebook.cells:
        cell.source = COLAB.sub(
            lambda link: colab_link(link[1], options), cell.source
        )
        cell.source = PIP.sub("git+" + options["git_url"], cell.source)


def dead_links(notebook, root=ROOT):
    """The notebooks that are linked to in Colab but do not exist."""
    text = "\n".join(cell.source for cell in notebook.cells)
    return [path for path in COLAB.findall(text) if not (root / path).exists()]


def main(check, root=ROOT):
    options, problems = settings(root), 0
    for path in notebooks(root):
        name = path.relative_to(root).as_posix()
        notebook = read(path)
        before = text_of(notebook)
        addressed(notebook, name, path in lessons(root), options)
        for link in dead_links(notebook, root):
            print(f"{name}: links to {link}, which does not exist")
            problems += 1
        if text_of(notebook) == before:
            continue
        problems += check
        print(
            f"{name}: "
            + ("badge or address: run `make sync`" if check else "addressed")
        )
        if not check:
            write(path, text_of(notebook))
    return int(problems > 0)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
