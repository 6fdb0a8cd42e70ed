"""How Sphinx makes the site: see tools/website.py, which starts it."""

import functools
import hashlib
import html
import re
import sys
from pathlib import Path

import nbformat
from docutils.nodes import SkipNode
from sphinx.util import logging

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import api_pages  # noqa: E402
from pages import mathml  # noqa: E402
from project import settings  # noqa: E402
from website import EXTRA, PLAYGROUND, for_site  # noqa: E402

logger = logging.getLogger(__name__)
options = settings()
project = options["title"]
author = options["author"]
copyright = options["copyright"]
version = release = options["version"]
language = "en"

extensions = ["myst_nb", "autoapi.extension"]
templates_path = [str(ROOT / "site/templates")]
exclude_patterns = ["**/.ipynb_checkpoints"]

# -- notebooks: shown as they were run --------------------------------------
nb_execution_mode = "off"
nb_merge_streams = True
nb_code_prompt_show = "Show the test"
nb_code_prompt_hide = "Hide the test"
myst_enable_extensions = ["dollarmath"]
myst_dmath_double_inline = True
myst_heading_anchors = 4
# Markdown as GitHub and JupyterLab read it: no line is a comment or a label.
myst_disable_syntax = [
    "myst_line_comment",
    "myst_block_break",
    "myst_target",
    "myst_role",
]

# -- the API: read, not imported --------------------------------------------
autoapi_dirs = [str(ROOT / "keras_rnn")]
autoapi_root = "api"
autoapi_file_patterns = ["*.pyi", "*.py"]
autoapi_template_dir = str(ROOT / "site/templates/autoapi")
autoapi_own_page_level = "class"
autoapi_options = ["members", "imported-members", "show-inheritance"]
autoapi_add_toctree_entry = False
# Constants are found in another way.
suppress_warnings = ["autoapi.python_import_resolution"]
autoapi_python_class_content = "class"

# -- links that lead outside: `make site LINKS=1` ---------------------------
linkcheck_anchors = False  # code hosts make theirs by script
linkcheck_timeout, linkcheck_retries = 20, 2
linkcheck_ignore = [
    # Made for each page from one address; that the file is there is certain.
    r"https://colab\.research\.google\.com/",
    r"https://mybinder\.org/",
    re.escape(options["git_url"]) + "/(blob|tree|edit)/",
]

# -- how it looks -----------------------------------------------------------
toc_object_entries_show_parents = "hide"
html_theme = "sphinx_book_theme"
html_title = project
html_static_path = [str(ROOT / "site/static")]
html_css_files = ["site.css"]
html_extra_path = [str(EXTRA)]
html_favicon = html_logo = str(ROOT / "site/static/logo.svg")
html_sidebars = {
    "**": [
        "navbar-logo.html",
        "search-button-field.html",
        "playground.html",
        "sbt-sidebar-nav.html",
    ]
}
html_copy_source = True
html_theme_options = {
    "logo": {"text": project, "alt_text": f"{project}, the front page"},
    "repository_url": options["git_url"],
    "repository_branch": options["branch"],
    "path_to_docs": options["nbs_path"],
    "use_repository_button": True,
    "navbar_persistent": [],
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "launch_buttons": {
        "colab_url": "https://colab.research.google.com",
        "binderhub_url": "https://mybinder.org",
        "notebook_interface": "jupyterlab",
    },
}
html_context = {
    "default_mode": "auto",  # light or dark, as the reader has it elsewhere
    "playground": (PLAYGROUND / "index.html").exists(),
}


def read_for_site(app, name, source):
    """What Sphinx reads of a notebook; readers download all of it."""
    path = Path(app.env.doc2path(name))
    if path.suffix == ".ipynb":
        folder = path.parent.relative_to(app.srcdir)
        notebook = nbformat.reads(source[0], as_version=4)
        shown = for_site(notebook, (Path("nbs") / folder).as_posix())
        source[0] = nbformat.writes(shown)


def prepare_templates(app, environment):
    """What the templates of the API's pages may ask."""
    environment.globals.update(
        package=api_pages.NAME,
        short=api_pages.SHORT,
        constants=api_pages.constants,
        elsewhere=api_pages.elsewhere,
        members=functools.partial(api_pages.members, app),
        bases=functools.partial(api_pages.bases, app),
        inherited=functools.partial(api_pages.inherited, app),
        submodules=api_pages.submodules,
        told_in=api_pages.told_in,
    )


def formula(display):
    """Formulas as MathML, which browsers show without any script."""

    def visit(self, node):
        try:
            made = mathml(node.astext(), display)
        except Exception as error:
            logger.warning("formula: %r", error, location=node)
            made = f"<code>{html.escape(node.astext())}</code>"
        self.body.append(made)
        raise SkipNode

    return visit, None


def setup(app):
    # Pages are read again when what reads them has changed.
    files = ["site/conf.py", "tools/website.py", "tools/pages.py"]
    code = b"".join((ROOT / name).read_bytes() for name in files)
    made_by = hashlib.sha1(code).hexdigest()
    app.add_config_value("made_by", made_by, "env", str)
    api_pages.install(app)
    app.config.autoapi_prepare_jinja_env = functools.partial(
        prepare_templates, app
    )
    app.connect("source-read", read_for_site)
    app.add_html_math_renderer("mathml", formula("inline"), formula("block"))
    app.config.html_math_renderer = "mathml"
