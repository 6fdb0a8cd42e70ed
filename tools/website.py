"""Build the site: lessons with their outputs, the API, the playground.

    python tools/website.py            the site in _site/html/
    python tools/website.py --links    follow the links that lead outside, too

Sphinx makes the pages, without running anything. Its source folder is put
together in _site/source/: the pages of site/, and the notebooks as they are in
nbs/, so that each page's path is that of its notebook. What a reader of a page
need not see is taken out while Sphinx reads (`for_site`). Then every link, to a
page, a place on it, a picture or a script, is followed: none may lead nowhere,
and nothing may be fetched from elsewhere when a page is opened.
"""

import argparse
import base64
import html
import os
import posixpath
import re
import shutil
import subprocess
import sys
import time
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from api_pages import public_names
from badges import BADGE_LINE, COLAB, colab_link
from project import (
    ROOT,
    for_readers,
    lessons,
    marks,
    notebooks,
    read,
    settings,
    title,
    write,
)
from readme import COMMENT, IMAGES, rendered

from playground import copy_page

HEADLINE = "application/vnd.keras-rnn.headline+json"
SITE = ROOT / "_site"
SOURCE, PAGES = SITE / "source", SITE / "html"
KINDS = ("class", "exception", "function", "data")
EXTRA = SITE / "extra"  # what is copied as it is
PLAYGROUND = ROOT / "_playground"  # made by `make playground`

# The path through the course: a heading, what it brings, and its lessons by
# the first letters of their names.
PARTS = (
    (
        "First steps",
        "Why the order of words matters, and a network that reads them one "
        "by one, built by hand.",
        ("00", "01", "02", "03"),
    ),
    (
        "How it learns",
        "The way back through time, why it fades, and the two cells that "
        "keep it open.",
        ("04", "05", "06", "07"),
    ),
    (
        "Networks to use",
        "The same things in Keras, scores that do not lie, and a classifier "
        "from raw texts to a file.",
        ("08", "09", "10", "10b", "10c", "10d"),
    ),
    (
        "Writing and tagging",
        "Names, tags and text that goes on: networks that answer at every "
        "step.",
        ("11", "12", "13"),
    ),
    (
        "From one sequence to another",
        "Read first, then write: translation, attention, corrections, "
        "headlines.",
        ("14", "15", "16", "16b"),
    ),
    (
        "Pictures, sounds, curves",
        "What is no text: captions, spoken words, the next day of a series.",
        ("17", "18", "19"),
    ),
)

# What the front page shows: a lesson, what its cell says, a sentence.
SIGHTS = (
    ("06", "draw.gates(model", "See a gate hold on to something."),
    ("10", "draw.verdict(reader", "Find the word that turned the verdict."),
    ("13", "memory of unit", "Look into a memory while it reads."),
    ("15", "draw.alignment(model", "Watch a translator look back."),
    ("18", "recognizer.alignment(", "Hear letters in a sound."),
    ("19", "# 6. Draw it.", "Foretell a curve, and say how sure you are."),
)


# -- what stands in a notebook ----------------------------------------------


def number(path):
    """The number of a lesson, as in its name: `10b`."""
    return path.stem.split("_")[0]


def head(notebook):
    """What the first cell of a lesson says about it: promise, time, data.

    Returns:
        dict of str: `promise`, and the cells of the table by the words of its
            first row, in lower case.
    """
    text = notebook.cells[0].source
    promise = re.search(r"^(?:> )?\*([^*].*)\*$", text, re.MULTILINE)
    found = {"promise": promise[1] if promise else ""}
    rows = [
        [cell.strip() for cell in line.strip("| ").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    if len(rows) > 2:
        found |= dict(zip(map(str.lower, rows[0]), rows[2], strict=False))
    return found


def minutes(about):
    """The reading time of a lesson in minutes; None if its head has none."""
    found = re.match(r"\d+", about.get("reading time", ""))
    return int(found[0]) if found else None


def short_title(notebook):
    """The title without its number: *Many to one*."""
    return re.sub(r"^\w+ · ", "", title(notebook))


# -- notebooks as pages -----------------------------------------------------

LINK = re.compile(r"(\]\()(?!\w+:|#|/)([^)#\s]+)(#[^)\s]*)?(?=\))")
FENCE = re.compile(r"(^ *```.*?^ *```)", re.DOTALL | re.MULTILINE)


def moved(target, folder, at=None, root=ROOT):
    """A link of a notebook, as it must be on the site.

    Notebooks stay where they are. What else is in the repository has no page:
    the link leads to where the repository can be read.

    Args:
        target: where the link leads, relative to `folder`.
        folder: a folder of the repository, `nbs/appendix`.
        at: the folder in which the page stands, if another one.

    Raises:
        ValueError: if nothing stands there.
    """
    path = posixpath.normpath(posixpath.join(folder, target))
    if not (root / path).exists():
        raise ValueError(f"{folder}: a link to {path}, where nothing is")
    if path == "nbs/index.ipynb":
        page = "nbs/start.md"
    elif path == "CHANGELOG.md":
        page = "nbs/changes.md"
    elif path.startswith("nbs/") and path.endswith(".ipynb"):
        page = path
    elif path.startswith(IMAGES):
        page = f"nbs/images/{posixpath.basename(path)}"
    else:
        options = settings(root)
        kind = "tree" if (root / path).is_dir() else "blob"
        return f"{options['git_url']}/{kind}/{options['branch']}/{path}"
    return posixpath.relpath(page, at or folder)


def launch(path, options=None):
    """HTML of the links that open a notebook where it can be run.

    Args:
        path: where the notebook stands in the repository.
    """
    options = options or settings()
    binder = (
        f"https://mybinder.org/v2/gh/{options['user']}/{options['repo']}/"
        f"{options['branch']}?urlpath=lab/tree/{path}"
    )
    return (
        f'<p class="launch"><a href="{colab_link(path, options)}">'
        f'Open in Colab</a> <a href="{binder}">Open in Binder</a></p>'
    )


def as_myst(text, folder, at=None, root=ROOT):
    """Markdown of the repository, for MyST: its links moved, its folds open.

    What stands on one line with `<details>` would be HTML to it; on lines of
    its own it is Markdown, with formulas. For the arguments, see `moved`.
    """
    text = BADGE_LINE.sub("", text)
    parts = FENCE.split(text)
    for i, part in enumerate(parts):
        if i % 2:  # code between fences
            continue
        part = LINK.sub(
            lambda link: (
                link[1] + moved(link[2], folder, at, root) + (link[3] or "")
            ),
            part,
        )
        part = re.sub(r" *</summary>[ \t]*\n?", "</summary>\n\n", part)
        parts[i] = re.sub(r"\s*</details>[ \t]*", "\n\n</details>\n\n", part)
    return "".join(parts)


def headline(data):
    """HTML of what `lesson.headline` shows: a number beside its baseline."""
    said = html.escape(data["text/plain"])
    found = re.match(r"(.*): (\S+) \((.*)\)$", said, re.DOTALL)
    if not found:
        return f'<p class="headline">{said}</p>'
    metric, value, beside = found.groups()
    return (
        f'<p class="headline"><strong>{value}</strong> '
        f"<span>{metric}</span> <small>{beside}</small></p>"
    )


def for_site(notebook, folder="nbs", root=ROOT):
    """A notebook as Sphinx shall read it: nothing that is for tools alone.

    Args:
        notebook: the notebook, as committed.
        folder: its folder in the repository.
    """
    shown = for_readers(notebook)
    for cell in shown.cells:
        # `for_readers` says in nbconvert's way that code is not shown.
        hidden = cell.metadata.pop("transient", None)
        if cell.cell_type == "markdown":
            # A badge is a picture from elsewhere: the page has links for it.
            path = COLAB.search(cell.source)
            cell.source = as_myst(cell.source, folder, root=root)
            if path and cell is shown.cells[0]:
                top, gap, rest = cell.source.partition("\n\n|")
                cell.source = f"{top}\n\n{launch(path[1])}{gap}{rest}"
        elif hidden:
            cell.metadata["tags"] = ["remove-input"]
        for output in cell.get("outputs", []):
            if HEADLINE in output.get("data", {}):
                output.data["text/html"] = headline(output.data)
                del output.data[HEADLINE]
    # Tests are there for who wants to know: folded.
    tests = {cell.id for cell in notebook.cells if "test" in marks(cell)}
    for cell in shown.cells:
        if cell.id in tests:
            cell.metadata["tags"] = ["hide-input"]
    # Some lines are for the notebook's shell: %pip, !ffmpeg.
    shown.metadata["language_info"] = {
        "name": "python",
        "pygments_lexer": "ipython3",
    }
    return shown


def picture(notebook, said):
    """The last picture of the cell that says something.

    Args:
        notebook: the notebook.
        said: str, what the source of the cell contains. If no cell with a
            picture does any more, the last picture of all is taken.

    Returns:
        bytes and the ending of the file: png or svg.
    """
    found = last = None
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                last = base64.b64decode(data["image/png"]), "png"
            elif "image/svg+xml" in data:
                last = data["image/svg+xml"].encode(), "svg"
            else:
                continue
            if said in cell.source:
                found = last
    return found or last


# -- the source folder ------------------------------------------------------


def cards():
    """HTML of the path through the lessons, for the front page."""
    by_number = {number(path): path for path in lessons()}
    lines = []
    for place, (heading, brings, numbers) in enumerate(PARTS, 1):
        lines += [
            f'<section class="part"><h3><span>{place}</span> {heading}</h3>',
            f"<p>{brings}</p><ol>",
        ]
        for name in numbers:
            notebook = read(by_number[name])
            about = head(notebook)
            time = minutes(about)
            time = f"{time} min" if time else ""
            lines.append(
                f'<li><a href="{by_number[name].stem}.html" '
                f'title="{html.escape(about["promise"], quote=True)}">'
                f'<span class="number">{name}</span>'
                f"<span>{html.escape(short_title(notebook))}</span>"
                f'<span class="time">{time}</span></a></li>'
            )
        lines.append("</ol></section>")
    return "\n".join(lines)


def sights():
    """HTML of what the front page shows, and its pictures by name."""
    by_number = {number(path): path for path in lessons()}
    lines, files = [], {}
    for name, said, sentence in SIGHTS:
        notebook = read(by_number[name])
        data, ending = picture(notebook, said)
        files[f"sight_{name}.{ending}"] = data
        lines.append(
            f'<a href="{by_number[name].stem}.html">'
            f'<img class="figure" alt="" src="_images/sight_{name}.{ending}">'
            f"<span>{sentence}"
            f"<small>Lesson {name}: {html.escape(short_title(notebook))}"
            "</small></span></a>"
        )
    return '<div class="sights">\n' + "\n".join(lines) + "\n</div>", files


def toctrees():
    """The navigation: a list of pages for each part, in MyST."""
    by_number = {number(path): path.stem for path in lessons()}
    trees = [("", ["start"])] + [
        (heading, [by_number[name] for name in numbers])
        for heading, _, numbers in PARTS
    ]
    trees.append(
        ("To look up", ["api/keras_rnn/index", "appendix/index", "changes"])
    )
    return "\n\n".join(
        "\n".join(
            ["```{toctree}", ":hidden:"]
            + ([f":caption: {caption}"] if caption else [])
            + ["", *pages, "```"]
        )
        for caption, pages in trees
    )


def course_length():
    """How long it takes to read all lessons that say so, in hours."""
    times = [minutes(head(read(path))) for path in lessons()]
    return round(sum(filter(None, times)) / 60)


def appendix_page():
    """The list of the notebooks that define the package's longer parts."""
    lines = [
        "# How the package is built",
        "",
        "A lesson defines what its reader reads. What is longer is defined in "
        "a notebook for each module, in steps that one can read, each with "
        "its tests.",
        "",
        "| notebook | module |",
        "|---|---|",
    ]
    names = []
    for path in notebooks():
        if path.parent.name != "appendix":
            continue
        notebook = read(path)
        module = next(
            (
                m["default_exp"]
                for m in map(marks, notebook.cells)
                if "default_exp" in m
            ),
            "",
        )
        module = f"`keras_rnn.{module}`" if module else ""
        lines.append(f"| [{title(notebook)}]({path.name}) | {module} |")
        names.append(path.stem)
    return "\n".join(
        [*lines, "", "```{toctree}", ":hidden:", "", *names, "```"]
    )


def start_page():
    """README.md as a page: the front page has its title and its picture."""
    text = rendered(read(ROOT / "nbs/index.ipynb"))["README.md"].decode()
    text = text.replace(COMMENT, "").lstrip()
    text = re.sub(r"^# .*$", "# Start here", text, count=1, flags=re.MULTILINE)
    return as_myst(text, ".", at="nbs")


def prepare():
    """Writes _site/source/: pages, notebooks, pictures."""
    wanted = {}
    for path in notebooks():
        name = path.relative_to(ROOT / "nbs")
        if name.as_posix() != "index.ipynb":
            wanted[name.as_posix()] = path.read_text("utf-8")
    playground = (PLAYGROUND / "index.html").exists()
    index = (ROOT / "site/index.md").read_text("utf-8")
    shown, pictures = sights()
    for name, value in {
        "cards": cards(),
        "figures": shown,
        "hours": course_length(),
        "lessons": len(lessons()),
        "address": settings()["git_url"],
    }.items():
        index = index.replace(f"{{{{{name}}}}}", str(value))
    index = re.sub(
        r"\{\{playground: (.*?)\}\}", r"\1" if playground else "", index
    )
    wanted["index.md"] = index + "\n" + toctrees() + "\n"
    wanted["start.md"] = start_page()
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    wanted["changes.md"] = as_myst(changes, ".", at="nbs")
    wanted["appendix/index.md"] = appendix_page() + "\n"
    for name, text in wanted.items():
        write(SOURCE / name, text)
    for path in SOURCE.rglob("*"):
        # What has gone from nbs/. Folders of Sphinx's own stay.
        name = path.relative_to(SOURCE).as_posix()
        if path.suffix in (".ipynb", ".md") and name not in wanted:
            path.unlink()
    # Made anew each time; what is left is from a build that broke off.
    shutil.rmtree(SOURCE / "api", ignore_errors=True)
    shutil.copytree(ROOT / IMAGES, SOURCE / "images", dirs_exist_ok=True)
    for folder in EXTRA, PAGES / "playground":
        shutil.rmtree(folder, ignore_errors=True)
    # The front page is HTML: Sphinx does not see which pictures it shows.
    first = ROOT / IMAGES / "figure_1.svg"
    pictures[first.name] = first.read_bytes()
    (EXTRA / "_images").mkdir(parents=True, exist_ok=True)
    for name, data in pictures.items():
        (EXTRA / "_images" / name).write_bytes(data)
    if playground:
        shutil.copytree(
            PLAYGROUND / "models",
            EXTRA / "playground" / "models",
            ignore=shutil.ignore_patterns("*.json"),  # what tests compare
        )
        copy_page(EXTRA / "playground", site=True)


def build(builder="html", to=PAGES):
    """Runs Sphinx; what it warns of is an error.

    Returns:
        int: its exit status.
    """
    jobs = str(min(4, os.cpu_count() or 1))
    return subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-b", builder),
            *("-c", ROOT / "site", "-d", SITE / "doctrees"),
            *("-j", jobs, "-W", "--keep-going", "-q", SOURCE, to),
        ]
    ).returncode


# -- what came out ----------------------------------------------------------


class Page(HTMLParser):
    """The links of a page, the places they can lead to, what it fetches."""

    FETCHED = {
        ("script", "src"),
        ("img", "src"),
        ("source", "src"),
        ("audio", "src"),
        ("video", "src"),
        ("iframe", "src"),
        ("link", "href"),
    }
    # A link of the head that only says where something is.
    SAID = {"canonical", "index", "search", "next", "prev", "author", "help"}

    def __init__(self, text):
        super().__init__()
        self.places, self.links, self.fetched = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.places |= {given.get("id"), given.get("name")} - {None}
        for name, value in given.items():
            if not value:
                continue
            if (tag, name) in self.FETCHED:
                if not set(given.get("rel", "").split()) & self.SAID:
                    self.fetched.append(value)
            elif name == "href":
                self.links.append(value)

    handle_startendtag = handle_starttag


def wrong_links(folder=PAGES):
    """Links of the pages in a folder that lead nowhere, or outside.

    Args:
        folder: path, the site.

    Returns:
        list of str, one for each: the page, the link, what is wrong.
    """
    pages = {
        path.relative_to(folder).as_posix(): Page(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.html"))
        if "_static" not in path.parts  # what the theme brings along
    }
    wrong = []
    for name, page in pages.items():
        for link in dict.fromkeys(page.links + page.fetched):
            parts = urlsplit(link)
            if parts.scheme in ("data", "mailto", "javascript", "blob"):
                continue
            if parts.scheme or parts.netloc:
                if link in page.fetched:
                    wrong.append(f"{name}: fetches {link} from outside")
                continue
            path = unquote(parts.path)
            path = posixpath.normpath(
                posixpath.join(posixpath.dirname(name), path) if path else name
            )
            if (folder / path).is_dir():
                path = f"{path}/index.html"
            if not (folder / path).exists():
                wrong.append(f"{name}: {link}: there is no {path}")
            elif parts.fragment and path in pages:
                place = unquote(parts.fragment)
                if place not in pages[path].places:
                    wrong.append(f"{name}: {link}: no such place on the page")
    fetched = re.compile(r"url\(['\"]?((?:https?:)?//[^)'\"]+)")
    for path in sorted(folder.rglob("*.css")):
        for link in fetched.findall(path.read_text("utf-8")):
            wrong.append(f"{path.name}: fetches {link} from outside")
    return wrong


def missing_names(folder=PAGES):
    """Public names of the package that the site does not tell about."""
    from sphinx.util.inventory import InventoryFile

    with open(folder / "objects.inv", "rb") as file:
        told = InventoryFile.load(file, "", posixpath.join)
    told = set().union(*(told.get(f"py:{kind}", {}) for kind in KINDS))
    return sorted(public_names().keys() - told)


def main(arguments):
    parser = argparse.ArgumentParser(description="Build the site.")
    parser.add_argument("--links", action="store_true")
    options = parser.parse_args(arguments)
    start = time.monotonic()
    prepare()
    if options.links:
        return build("linkcheck", SITE / "links")
    if build():
        return 1
    wrong = wrong_links()
    wrong += [f"{name}: public, but not told of" for name in missing_names()]
    for line in wrong:
        print(line, file=sys.stderr)
    pages = sum(1 for _ in PAGES.rglob("*.html"))
    print(f"{pages} pages in {time.monotonic() - start:.0f} seconds.")
    print((PAGES / "index.html").as_uri())
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
