"""Turn executed notebooks into pages that need no network and no server."""

import html
import re

import latex2mathml.converter
from jinja2 import pass_context
from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.markdown_mistune import (
    IPythonRenderer,
    MarkdownWithMath,
)
from project import for_readers, title
from pygments.formatters import HtmlFormatter

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<nav>{navigation}</nav>
<main>
{body}
</main>
<nav>{navigation}</nav>
</body>
</html>
"""

STYLE = """
:root { --ink: #1f2328; --soft: #59636e; --paper: #ffffff; --wash: #f6f8fa;
  --line: #d8dee4; --link: #0072b2; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e2e6ea; --soft: #9aa4af; --paper: #15181c; --wash: #1e2329;
    --line: #343b43; --link: #56b4e9; --bad: #ff8a80; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 0 1rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.65 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: break-word; }
main, nav { max-width: 46rem; margin: 0 auto; }
nav { display: flex; flex-wrap: wrap; gap: 0 1.5rem; padding: 1rem 0;
  font-size: .9rem; }
a { color: var(--link); text-underline-offset: .15em; }
h1, h2, h3 { line-height: 1.25; margin: 2.2em 0 .6em; text-wrap: balance; }
h1 { font-size: 2.1rem; margin-top: .6em; }
h2 { font-size: 1.45rem; }
h3 { font-size: 1.15rem; }
.anchor-link { display: none; }
blockquote { margin: 1em 0; padding: .1em 1.1em; color: var(--soft);
  border-left: .25rem solid var(--link); }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas,
  "DejaVu Sans Mono", monospace; font-size: .875rem; }
:not(pre) > code { background: var(--wash); padding: .1em .3em;
  border-radius: .25rem; }
pre { margin: 0; line-height: 1.5; overflow-x: auto; }
.highlight, div.text_cell_render pre { background: var(--wash);
  border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem;
  margin: .9rem 0; overflow-x: auto; }
div.text_cell_render .highlight pre { border: 0; padding: 0; margin: 0; }
.prompt { display: none; }
.output_area { margin: .5rem 0 1rem; overflow-x: auto; }
.output_stream pre, .output_text pre { padding-left: 1rem; color: var(--soft);
  border-left: .25rem solid var(--line); }
.output_error pre, .output_stderr pre { color: var(--bad); }
img, svg, video, canvas { max-width: 100%; height: auto; }
.output_png, .output_svg { text-align: center; }
.output_png img, .output_svg svg { background: #fff; border-radius: .5rem;
  padding: .25rem; }
table { border: 0; border-collapse: collapse; margin: 1rem 0; font-size: .95rem;
  font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
th, td { padding: .35rem .8rem; text-align: left; border: 0;
  border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; white-space: nowrap; }
details { border: 1px solid var(--line); border-radius: .5rem;
  padding: .4rem 1rem; margin: .6rem 0; }
summary { cursor: pointer; color: var(--link); }
math[display="block"] { margin: .6rem 0; padding: .4em 0; font-size: 1.15em;
  overflow: auto hidden; }
.failed { color: var(--bad); font-weight: 600; }
"""


class Renderer(IPythonRenderer):
    """Markdown whose formulas are MathML, which browsers show themselves."""

    def inline_math(self, body):
        return formula(body, "inline")

    def block_math(self, body):
        return formula(body, "block")


# A prime is small and high by itself; raised once more it can't be seen.
PRIME = "<mi>&#x02032;</mi>"
# The same things, under the names that the converter knows.
SAME = {"{aligned}": "{align*}", r"\arg\m": r"\operatorname{arg}\m"}
PLAIN_PRIME = (
    '<mpadded voffset="-0.35em" height="0.4em">'
    '<mo style="font-size: 1.5em">&#x02032;</mo></mpadded>'
)


def mathml(latex, display):
    """A formula of LaTeX as MathML; `display` is "inline" or "block".

    Raises:
        ValueError: if it holds a command that the converter does not know.
    """
    latex = latex.strip()
    for name, known in SAME.items():
        latex = latex.replace(name, known)
    made = latex2mathml.converter.convert(latex, display=display)
    unknown = re.search(r"\\[a-zA-Z]+", made)
    if unknown:  # it would stand there as it was written
        raise ValueError(f"unknown in a formula: {unknown[0]}")
    return made.replace(PRIME, PLAIN_PRIME)


def formula(latex, display):
    try:
        return mathml(latex, display)
    except Exception:  # a command it does not know: show what was written
        return f"<code>{html.escape(latex)}</code>"


def as_text(html):
    return html.decode() if isinstance(html, bytes) else html


class Exporter(HTMLExporter):
    """The body of a page, without what makes `HTMLExporter` slow.

    That washes every output, as if a stranger had sent the notebook, and parses
    the whole page again to give pictures a text.
    """

    template_name = "basic"

    def default_filters(self):
        yield from super().default_filters()
        yield "clean_html", as_text
        yield "highlight_code", Highlight2HTML(pygments_lexer="python")

    def from_notebook_node(self, notebook, resources=None, **options):
        body, resources = TemplateExporter.from_notebook_node(
            self, notebook, self._init_resources(resources), **options
        )
        return re.sub(r"<img (?![^>]*\balt=)", '<img alt="figure" ', body), (
            resources
        )

    @pass_context
    def markdown2html(self, context, source):
        return MarkdownWithMath(renderer=Renderer(escape=False)).render(source)


def code_colours():
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    light = HtmlFormatter(style="default").get_style_defs(".highlight")
    return (
        f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
        # The page's own background, not the colour scheme's.
        ".highlight { background: var(--wash) !important; }"
    )


def page(name, body, navigation=""):
    return PAGE.format(
        title=html.escape(name),
        style=STYLE + code_colours(),
        navigation=navigation,
        body=body,
    )


def lesson_page(notebook, pages, source_address, before=None, after=None):
    """The page of one executed notebook.

    Args:
        notebook: the executed notebook.
        pages: names, without ending, of the notebooks that have a page.
        source_address: where the other files of nbs/ can be read.
        before: name and title of the previous lesson, or None.
        after: name and title of the next lesson, or None.
    """
    body, _ = Exporter().from_notebook_node(for_readers(notebook))

    def target(link):
        name = link[1].removesuffix(".ipynb")
        if name in pages:
            return f'href="{name}.html{link[2]}"'
        return f'href="{source_address}/{link[1]}{link[2]}"'

    body = re.sub(
        r'href="(?!\w+:|/|\.\./)([^"#]+\.ipynb)(#[^"]*)?"',
        lambda link: target([link[0], link[1], link[2] or ""]),
        body,
    )
    links = ['<a href="index.html">All lessons</a>']
    if before:
        links.append(f'<a href="{before[0]}.html">← {before[1]}</a>')
    if after:
        links.append(f'<a href="{after[0]}.html">{after[1]} →</a>')
    return page(title(notebook), body, "\n".join(links))


def index_page(rows):
    """The page that links all others.

    Args:
        rows: one dict per lesson: name, title, seconds (None before it ran),
            error (or None) and headlines (a list of dicts: metric, value,
            baseline).
    """
    waiting = sum(row["seconds"] is None for row in rows)
    state = "As they ran just now, at smoke scale: small data, short training."
    if waiting:
        state = (
            f"{len(rows) - waiting} of {len(rows)} have run on this machine, "
            "at smoke scale: small data, short training. The others are shown "
            "as the full run left them, on real data; reload this page to see "
            "them change."
        )
    lines = [
        "<h1>Lessons</h1>",
        f"<p>{state} Each is also here as a notebook with its outputs.</p>",
        "<table><thead><tr><th>lesson</th><th>what it measures</th>"
        '<th class="number">value</th><th class="number">baseline</th>'
        '<th class="number">seconds</th></tr></thead><tbody>',
    ]
    for row in rows:
        first = (
            f'<a href="{row["name"]}.html">{html.escape(row["title"])}</a> '
            f'<small><a href="{row["name"]}.ipynb">notebook</a></small>'
        )
        seconds = row["seconds"]
        seconds = "full run" if seconds is None else f"{seconds:.0f}"
        if row["error"]:
            first += ' <span class="failed">failed</span>'
        for headline in row["headlines"] or [{}]:
            cells = [
                f"<td>{first}</td>",
                f"<td>{html.escape(headline.get('metric', ''))}</td>",
                f'<td class="number">{number(headline.get("value"))}</td>',
                f'<td class="number">{number(headline.get("baseline"))}</td>',
                f'<td class="number">{seconds}</td>',
            ]
            lines.append("<tr>" + "".join(cells) + "</tr>")
            first = seconds = ""
    lines.append("</tbody></table>")
    return page("keras-rnn: lessons", "\n".join(lines))


def number(value):
    """A measured value, short enough for a table."""
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:,.4g}"
