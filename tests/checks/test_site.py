"""The site: what stands on it, without making it (`make site` does)."""

import importlib
import inspect
import re
import runpy
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_output

import keras_rnn as kr

ROOT = Path(__file__).resolve().parents[2]
TOOLS = str(ROOT / "tools")
if TOOLS not in sys.path:
    sys.path.insert(0, TOOLS)

import api_pages  # noqa: E402
import website  # noqa: E402
from pages import mathml  # noqa: E402
from project import lessons, notebooks, read, settings, title  # noqa: E402

# -- the navigation ---------------------------------------------------------


def test_every_lesson_is_in_the_navigation_once_and_in_order():
    names = [path.stem for path in lessons()]
    listed = [
        line
        for line in website.toctrees().splitlines()
        if re.match(r"\d\d", line)
    ]
    assert listed == names
    shown = re.findall(r'<a href="([^"]+)\.html"', website.cards())
    assert shown == names


def test_every_other_notebook_is_in_the_appendix_once():
    page = website.appendix_page()
    names = [p.stem for p in notebooks() if p.parent.name == "appendix"]
    tree = page.split("```{toctree}")[1].split("```")[0].split()
    assert [line for line in tree if line != ":hidden:"] == names
    assert all(f"]({name}.ipynb)" in page for name in names)


def test_the_front_page_has_its_pictures():
    page, pictures = website.sights()
    assert len(pictures) == len(website.SIGHTS)
    for name, data in pictures.items():
        assert f"_images/{name}" in page and len(data) > 1000


def test_the_address_of_the_site_is_that_of_the_settings():
    options = settings()
    address = options["doc_host"] + options["doc_baseurl"]
    assert address in (ROOT / "README.md").read_text("utf-8")


def test_the_configuration_parses():
    for name in ("sphinx", "myst_nb", "sphinx_book_theme", "autoapi"):
        pytest.importorskip(name, reason='pip install "keras-rnn[docs]"')
    config = runpy.run_path(str(ROOT / "site/conf.py"))
    options, theme = settings(), config["html_theme_options"]
    assert config["project"] == options["title"]
    assert theme["repository_url"] == options["git_url"]
    assert theme["repository_branch"] == options["branch"]
    assert theme["path_to_docs"] == options["nbs_path"]
    assert config["nb_execution_mode"] == "off"
    assert callable(config["setup"])


# -- the API ----------------------------------------------------------------


def offered():
    """What the package offers at run time: name to thing."""
    found = {}
    for name in kr.__all__:
        if name != "__version__":
            found[f"keras_rnn.{name}"] = getattr(kr, name)
    for name in kr._MODULES:
        module = getattr(kr, name)
        names = getattr(module, "__all__", None) or [
            x
            for x in dir(module)
            if not x.startswith("_") and x != "TYPE_CHECKING"
        ]
        for name in names:
            found[f"{module.__name__}.{name}"] = getattr(module, name)
    for module in (kr.datasets, kr.lesson):
        for name in module.__all__:
            found[f"{module.__name__}.{name}"] = getattr(module, name)
    return found


def test_every_public_name_has_its_place():
    told = api_pages.public_names()
    pages = api_pages.public_modules()
    missing = []
    for name, thing in offered().items():
        if inspect.ismodule(thing):
            ours = thing.__name__.startswith("keras_rnn")
            hidden = name.count(".") > 1  # a part of a package: layers.crf
            if ours and not hidden and thing.__name__ not in pages:
                missing.append(name)
        elif getattr(thing, "__module__", "keras_rnn").startswith("keras_rnn"):
            place = api_pages.origin(name)
            place = told.get(name, place)
            if name not in told and place not in api_pages.by_origin():
                missing.append(name)
    assert not missing


@pytest.mark.parametrize(
    "name, place",
    [
        ("keras_rnn.TextClassifier", "keras_rnn.tasks.text_classifier"),
        ("keras_rnn.layers.LSTM", "keras_rnn.layers.fast_loop"),
        ("keras_rnn.metrics.bleu", "keras_rnn.metrics"),
        ("keras_rnn.draw.unfolded", "keras_rnn.draw.unfolding"),
        ("keras_rnn.data.join_words", "keras_rnn.data.joined_words"),
        ("keras_rnn.scratch.lstm.forward", "keras_rnn.scratch.lstm"),
        ("keras_rnn.data.datasets.load", "keras_rnn.data.datasets"),
    ],
)
def test_names_are_those_that_people_use(name, place):
    short = name.rpartition(".")[2]
    assert api_pages.public_names()[name] == f"{place}.{short}"
    module = importlib.import_module(place)
    assert getattr(module, short).__module__ == place


def test_classes_and_functions_have_docstrings():
    bare = [
        name
        for name in api_pages.public_names()
        if (node := api_pages.definition(name))
        and not api_pages.ast.get_docstring(node)
    ]
    assert not bare


def test_a_docstring_becomes_what_sphinx_reads():
    lines = api_pages.as_rst(
        """
Sorts by `x`, as *n*th: $a_i$ and 2 * 3 * 4; see `TextClassifier`.

$$a =
b$$

Args:
    x, y,
        z: int, as in `fit`
            and so on.
    **options: what else.

Returns:
    array: of floats,
    shape `(n,)`.

Example:
    ```python
    a = "`b`"
    ```
"""
    )
    assert "\n".join(lines) == (
        "Sorts by ``x``, as *n*\\ th: :math:`a_i` and 2 \\* 3 \\* 4; see "
        ":py:obj:`TextClassifier <keras_rnn.TextClassifier>`.\n"
        "\n"
        ".. math::\n"
        "\n"
        "    a = b\n"
        "\n"
        ":Args:\n"
        "    - ``x``, ``y``, ``z``: int, as in ``fit``\n"
        "      and so on.\n"
        "    - ``**options``: what else.\n"
        "\n"
        "\n"
        ":Returns:\n"
        "    array: of floats,\n"
        "    shape ``(n,)``.\n"
        "\n"
        "\n"
        ":Example:\n"
        "    .. code-block:: python\n"
        "\n"
        '        a = "`b`"'
    )


# -- notebooks as pages -----------------------------------------------------


def notebook_of(*cells):
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    for at, cell in enumerate(notebook.cells):
        cell["id"] = f"cell{at}"
    return notebook


def test_a_reader_sees_no_marks():
    hidden = new_code_cell("#| hide\nx = 1")
    only = new_code_cell("#| hide_input\nx", outputs=[])
    test = new_code_cell("#| test\n#| backends\ndef test_x():\n    pass")
    export = new_code_cell("#| export\ndef f():\n    return 1")
    empty = new_code_cell("#| default_exp layers")
    shown = website.for_site(notebook_of(hidden, only, test, export, empty))
    assert [cell.source for cell in shown.cells] == [
        "x",
        "def test_x():\n    pass",
        "def f():\n    return 1",
    ]
    assert [cell.metadata.get("tags") for cell in shown.cells] == [
        ["remove-input"],
        ["hide-input"],
        None,
    ]


def test_no_lesson_keeps_a_mark_or_a_picture_from_elsewhere():
    for path in lessons():
        for cell in website.for_site(read(path)).cells:
            assert not re.search(r"^\s*#\s?\|", cell.source, re.MULTILINE)
            if cell.cell_type == "markdown":
                assert not re.search(r"!\[[^]]*\]\(https?:", cell.source)


def test_folds_hold_markdown():
    text = (
        "1. Why?\n<details><summary>Answer</summary>As $f = 1$.</details>\n\n"
        "```html\n<details></details>\n```"
    )
    assert website.as_myst(text, "nbs") == (
        "1. Why?\n<details><summary>Answer</summary>\n\nAs $f = 1$.\n\n"
        "</details>\n\n\n\n```html\n<details></details>\n```"
    )


def test_a_headline_is_shown():
    output = new_output(
        "display_data",
        {
            website.HEADLINE: {"metric": "a < b", "value": 0.9},
            "text/plain": "a < b: 0.900 (baseline 0.500, better)",
        },
    )
    cell = new_code_cell("lesson.headline(...)", outputs=[output])
    (shown,) = website.for_site(notebook_of(cell)).cells
    data = shown.outputs[0].data
    assert website.HEADLINE not in data
    assert data["text/html"] == (
        '<p class="headline"><strong>0.900</strong> <span>a &lt; b</span> '
        "<small>baseline 0.500, better</small></p>"
    )
    assert website.headline({"text/plain": "?"}) == '<p class="headline">?</p>'


def test_the_buttons_open_the_right_notebook():
    options = settings()
    for path in lessons():
        name = f"nbs/{path.name}"
        text = website.for_site(read(path)).cells[0].source
        repository = f"{options['user']}/{options['repo']}"
        assert (
            "https://colab.research.google.com/github/"
            f"{repository}/blob/{options['branch']}/{name}" in text
        )
        assert (
            f"https://mybinder.org/v2/gh/{repository}/{options['branch']}"
            f"?urlpath=lab/tree/{name}" in text
        )
        assert title(read(path)) in text


def test_links_go_where_things_are():
    home = f"{settings()['git_url']}/blob/{settings()['branch']}"
    for target, folder, at, wanted in (
        ("06_lstm.ipynb", "nbs", None, "06_lstm.ipynb"),
        ("../06_lstm.ipynb", "nbs/appendix", None, "../06_lstm.ipynb"),
        ("nbs/06_lstm.ipynb", ".", "nbs", "06_lstm.ipynb"),
        ("index.ipynb", "nbs", None, "start.md"),
        ("../setup.py", "nbs", None, f"{home}/setup.py"),
        ("../docs/images/growth.svg", "nbs", None, "images/growth.svg"),
    ):
        assert website.moved(target, folder, at) == wanted
    with pytest.raises(ValueError, match="nbs/missing.ipynb, where nothing"):
        website.moved("missing.ipynb", "nbs")


def test_all_links_between_notebooks_lead_somewhere():
    for path in notebooks():
        folder = path.parent.relative_to(ROOT).as_posix()
        for cell in read(path).cells:
            if cell.cell_type == "markdown":
                website.as_myst(cell.source, folder)


def test_every_formula_becomes_mathml():
    formula = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$\s][^$]*?)\$", re.S)
    found = set()
    for path in notebooks():
        for cell in read(path).cells:
            if cell.cell_type == "markdown":
                text = "".join(website.FENCE.split(cell.source)[::2])
                text = re.sub(r"`[^`]*`", "", text)
                found |= {a or b for a, b in formula.findall(text)}
    assert len(found) > 300
    for latex in found:
        mathml(latex, "block")
    with pytest.raises(ValueError, match="unknown in a formula: .nonsense"):
        mathml(r"a + \nonsense b", "inline")


# -- what is found when the site is made ------------------------------------


def test_wrong_links_are_found(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text('<p id="here"></p>')
    (tmp_path / "x.css").write_text("a { background: url(//x.org/y.png) }")
    (tmp_path / "index.html").write_text(
        '<link rel="canonical" href="https://x.org/"><a id="top"></a>'
        '<a href="a/#here">1</a><a href="#top">2</a><a href="a">3</a>'
        '<a href="https://x.org">4</a><img src="data:image/png;base64,">'
        '<a href="b.html">5</a><a href="a/index.html#there">6</a>'
        '<img src="https://x.org/z.png"><script src="no.js"></script>'
    )
    assert website.wrong_links(tmp_path) == [
        "index.html: b.html: there is no b.html",
        "index.html: a/index.html#there: no such place on the page",
        "index.html: fetches https://x.org/z.png from outside",
        "index.html: no.js: there is no no.js",
        "x.css: fetches //x.org/y.png from outside",
    ]
