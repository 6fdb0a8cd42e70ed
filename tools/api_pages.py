"""The API of the package as pages: what is public, and its docstrings.

Sphinx-autoapi reads the package without importing it. Here stands what it
cannot know: which names are public and under which name people use them, and
that a docstring is Markdown in sections (Args, Returns, ...), as Keras's are.
"""

import ast
import functools
import re
import textwrap

from project import ROOT, marks, notebooks, read, settings, title

NAME = settings()["lib_name"]

# Modules that people reach under a shorter name than their own.
SHORT = {
    f"{NAME}.data.datasets": f"{NAME}.datasets",
    f"{NAME}.course.lesson": f"{NAME}.lesson",
}


# -- what is public ---------------------------------------------------------


def file_of(module, root=ROOT):
    """The file of a module; the package's own stub, if it has one."""
    path = root.joinpath(*module.split("."))
    if path.is_dir():
        return path / "__init__.py"
    return path.with_suffix(".py")


@functools.cache
def tree_of(module, root=ROOT):
    return ast.parse(file_of(module, root).read_text("utf-8"))


def assigned(module, name, root=ROOT):
    """The value of a constant of a module, as `ast` reads it, or None."""
    for node in tree_of(module, root).body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    return node.value
    return None


def literal(module, name, default=None):
    value = assigned(module, name)
    return default if value is None else ast.literal_eval(value)


@functools.cache
def is_module(name):
    path = ROOT.joinpath(*name.split("."))
    if not path.parent.is_dir():
        return False
    # By the listing: some file systems take `Captioner` for `captioner`.
    found = {other.name for other in path.parent.iterdir()}
    return bool(found & {path.name, f"{path.name}.py"})


@functools.cache
def imports(module):
    """What a module takes from others of the package: name to its source.

    What stands under `if TYPE_CHECKING:` too: at run time that is imported
    when it is first used.
    """
    found = {}
    package = module.split(".")
    if file_of(module).name != "__init__.py":
        package = package[:-1]
    nodes = list(tree_of(module).body)
    nodes += [
        part for node in nodes if isinstance(node, ast.If) for part in node.body
    ]
    for node in nodes:
        if not isinstance(node, ast.ImportFrom):
            continue
        above = package[: len(package) - node.level + 1] if node.level else []
        source = ".".join([*above, *([node.module] if node.module else [])])
        if source.split(".")[0] != NAME:
            continue
        for item in node.names:
            if item.name == "*":
                for name in literal(source, "__all__"):
                    found[name] = f"{source}.{name}"
            else:
                found[item.asname or item.name] = f"{source}.{item.name}"
    return found


@functools.cache
def origin(name):
    """Where a name is defined: `keras_rnn.layers.LSTM` is in `fast_loop`."""
    if is_module(name):
        return name
    module, _, short = name.rpartition(".")
    # A module may pass on what it took from another (`_all_` of nbdev).
    source = imports(module).get(short)
    return origin(source) if source else name


@functools.cache
def public_modules():
    """The modules that have a page, the package first."""
    names = [NAME] + [f"{NAME}.{name}" for name in literal(NAME, "_MODULES")]
    names += [
        f"{NAME}.scratch.{name}"
        for name in literal(f"{NAME}.scratch", "_MODULES")
    ]
    return names + list(SHORT)


@functools.cache
def public_names():
    """All public names: the one to use, to where it is defined.

    A name that the package itself offers is not named again for its module:
    `keras_rnn.TextClassifier`, not `keras_rnn.tasks.TextClassifier`.
    """
    homes = literal(NAME, "_HOMES")
    found = {}
    for name, home in homes.items():
        place = origin(f"{NAME}.{home}.{name}")
        if not is_module(place):
            found[f"{NAME}.{name}"] = place
    taken = set(found.values())
    for module in public_modules()[1:]:
        if file_of(module).name == "__init__.py":
            names = {
                name: origin(source) for name, source in imports(module).items()
            }
        else:
            names = {
                name: origin(f"{module}.{name}")
                for name in literal(module, "__all__", ())
            }
        for name, place in names.items():
            if place not in taken and not is_module(place):
                found[f"{module}.{name}"] = place
    return found


@functools.cache
def by_origin():
    return {place: name for name, place in public_names().items()}


@functools.cache
def modules_of_notebooks():
    """Which notebook defines a module: its page and its title."""
    found = {}
    for path in notebooks():
        notebook = read(path)
        for cell in notebook.cells:
            if "default_exp" in marks(cell):
                page = path.relative_to(ROOT / "nbs").with_suffix("")
                module = f"{NAME}.{marks(cell)['default_exp']}"
                found[module] = page.as_posix(), title(notebook)
    return found


def told_in(name):
    """Where a module or a public name is explained: page and title, or None."""
    place = public_names().get(name)
    module = place.rpartition(".")[0] if place else name
    return modules_of_notebooks().get(module)


@functools.cache
def definition(name):
    """The node of `ast` that defines a public name; None for a constant."""
    module, _, short = public_names()[name].rpartition(".")
    for node in tree_of(module).body:
        if getattr(node, "name", None) == short:
            return node
    return None


def constants(module):
    """The public constants of a module: pairs of name and source."""
    found = []
    for name, place in public_names().items():
        if name.rpartition(".")[0] == module and definition(name) is None:
            home, _, short = place.rpartition(".")
            value = assigned(home, short)
            found.append((name, ast.unparse(value) if value else ""))
    return found


# -- docstrings -------------------------------------------------------------

SECTION = re.compile(r"^([A-Z][A-Za-z ]+):$")
ITEM = re.compile(r"^([*\w][\w.*, ]*?): (.*)$")
TOKEN = re.compile(
    r"`(?P<code>[^`\n]+(?:\n[^`\n]+)?)`"
    r"|\$(?P<math>[^$\s](?:[^$]*[^$\s])?)\$"
    r"|\[(?P<text>[^\]]+)\]\((?P<link>https?://[^)]+)\)"
    r"|(?P<emphasis>(?<![\w*])\*\w(?:[^*\n]*\w)?\*(?!\*))"
    r"|(?P<special>[\\*|`]|(?<=\w)_(?!\w))"
)


@functools.cache
def short_names():
    """What a docstring calls a public name, to the name in full."""
    found = {}
    for name in public_names():
        parts = name.split(".")
        for start in range(1, len(parts)):
            found.setdefault(".".join(parts[start:]), name)
    return {
        short: name
        for short, name in found.items()
        if short[0].isupper() or "." in short
    }


def target(code):
    """The public name, or the method of one, that a piece of code is."""
    code = re.sub(r"^(kr|keras_rnn)\.|\(.*\)$", "", code)
    known = short_names()
    if code in known:
        return known[code]
    parent, _, method = code.rpartition(".")
    node = definition(known[parent]) if parent in known else None
    methods = {getattr(part, "name", "") for part in getattr(node, "body", ())}
    return f"{known[parent]}.{method}" if method in methods else None


def inline(text):
    """A paragraph of Markdown as reStructuredText."""

    def replaced(found):
        if found["special"]:
            return "\\" + found["special"]
        if found["code"]:
            code = " ".join(found["code"].split())
            place = target(code)
            made = f":py:obj:`{code} <{place}>`" if place else f"``{code}``"
        elif found["math"]:
            made = f":math:`{found['math']}`"
        elif found["text"]:
            made = f"`{found['text']} <{found['link']}>`__"
        else:
            made = found["emphasis"]
        # Letters that touch it (*n*th, `LSTM`s) would keep it from being read.
        before = text[: found.start()][-1:]
        after = text[found.end() :][:1]
        return (
            ("\\ " if before.isalnum() else "")
            + made
            + ("\\ " if after.isalnum() else "")
        )

    return TOKEN.sub(replaced, text)


def blocks(lines):
    """Text as reStructuredText: paragraphs, code between fences, formulas."""
    out, paragraph = [], []

    def close():
        if paragraph:
            text = "\n".join(paragraph)
            doctest = text.lstrip().startswith(">>>")
            out.extend((text if doctest else inline(text)).splitlines())
            out.append("")
            paragraph.clear()

    lines = iter(lines)
    for line in lines:
        if line.strip().startswith("```"):
            close()
            indent = len(line) - len(line.lstrip())
            code = []
            for line in lines:
                if line.strip().startswith("```"):
                    break
                code.append(line[indent:])
            out += [".. code-block:: python", ""]
            out += [f"    {line}".rstrip() for line in code] + [""]
        elif line.strip().startswith("$$"):
            close()
            formula = line.strip()
            while not formula.endswith("$$") or formula == "$$":
                formula += " " + next(lines).strip()
            out += [".. math::", "", f"    {formula.strip('$ ')}", ""]
        elif not line.strip():
            close()
        elif line.lstrip().startswith(("- ", "1. ")) and not (
            paragraph and paragraph[-1].lstrip().startswith(("- ", "1. "))
        ):
            close()
            paragraph.append(line)
        else:
            paragraph.append(line)
    close()
    return out


def items(lines):
    """The lines of Args or Raises as a list: a name and its text each."""
    entries = []
    # Names that fill more than a line: `x, y,` and below `z: as there`.
    text = re.sub(r"^([\w*, ]+,)\n +", r"\1 ", "\n".join(lines), flags=re.M)
    for line in text.splitlines():
        found = ITEM.match(line)
        if found:
            entries.append([found[1], [found[2]], []])
        elif entries:
            entries[-1][2].append(line)
        else:  # a sentence in place of a list
            return blocks(lines)
    out = []
    for names, first, rest in entries:
        rest = textwrap.dedent("\n".join(rest)).splitlines()
        text = blocks(first + rest)
        names = ", ".join(f"``{name.strip()}``" for name in names.split(","))
        out.append(f"- {names}: {text[0] if text else ''}".rstrip())
        out += [f"  {line}".rstrip() for line in text[1:]]
        while not out[-1]:
            out.pop()
    return [*out, ""]


LISTS = {"Args", "Call arguments", "Raises", "Attributes"}


def as_rst(docstring):
    """A docstring as reStructuredText.

    Args:
        docstring: str, Markdown, with sections as in Keras: a line `Args:`,
            and what belongs to it indented.
    """
    lines = textwrap.dedent(docstring).strip("\n").splitlines()
    out, text, at = [], [], 0
    while at < len(lines):
        heading = SECTION.match(lines[at])
        if not heading:
            text.append(lines[at])
            at += 1
            continue
        out += blocks(text)
        text = []
        body = []
        at += 1
        while at < len(lines) and (
            not lines[at].strip() or lines[at].startswith(" ")
        ):
            body.append(lines[at])
            at += 1
        body = textwrap.dedent("\n".join(body)).strip("\n").splitlines()
        listed = (
            heading[1] in LISTS
            or all(
                ITEM.match(line) or line.startswith(" ")
                for line in body
                if line.strip()
            )
            and sum(bool(ITEM.match(line)) for line in body) > 1
        )
        out += [f":{heading[1]}:"]
        inner = items(body) if listed else blocks(body)
        out += [f"    {line}".rstrip() for line in inner]
        out.append("")
    return "\n".join(out + blocks(text)).strip("\n").splitlines()


# -- into autoapi -----------------------------------------------------------


def process_docstring(app, what, name, thing, options, lines):
    lines[:] = as_rst("\n".join(lines))


def skip(app, what, name, thing, skip, options):
    """Whether autoapi leaves something out."""
    if what in ("module", "package"):
        return name not in public_modules()
    if what in ("class", "function", "exception", "data"):
        return what == "data" or name not in public_names()
    if thing.inherited:  # from what is not public itself, or told there
        source = thing.obj["inherited_from"]["full_name"]
        return (
            source in by_origin()
            or thing.is_undoc_member
            or thing.short_name.startswith("_")
        )
    return None


def bases(app, thing):
    """The public bases of a class, and those of Keras."""
    found = []
    seen = list(thing.bases)
    while seen:
        name = seen.pop(0)
        if name in by_origin():
            found.append(by_origin()[name])
        elif name.startswith(f"{NAME}."):
            node = app.env.autoapi_all_objects.get(name)
            seen = [*(node.bases if node else ()), *seen]
        elif name.startswith("keras."):
            found.append(
                re.sub(r"^keras\.src\.(\w+)\..*\.", r"keras.\1.", name)
            )
    return list(dict.fromkeys(found))


def inherited(app, thing):
    """Public methods that a class has from public bases: base to names."""
    own = {child.short_name for child in thing.children if child.display}
    found = {}
    for base in bases(app, thing):
        other = app.env.autoapi_all_objects.get(base)
        if other:
            names = [c.short_name for c in other.children if c.display]
            found[base] = [name for name in names if name not in own]
            own.update(names)
            found.update(
                {
                    further: [name for name in names if name not in own]
                    for further, names in inherited(app, other).items()
                }
            )
    return {base: names for base, names in found.items() if names}


def members(app, module):
    """Classes and functions of a page, those with another home as well."""
    return [
        (name, app.env.autoapi_all_objects[name])
        for name in public_names()
        if name.rpartition(".")[0] == module and definition(name)
    ]


def elsewhere(module):
    """Names of a module that are told at another place: `keras_rnn.CRF`."""
    if module == NAME:
        return []
    names = (
        imports(module)
        if file_of(module).name == "__init__.py"
        else literal(module, "__all__", ())
    )
    places = (by_origin().get(origin(f"{module}.{name}")) for name in names)
    return sorted({p for p in places if p and p.rpartition(".")[0] != module})


def submodules(module):
    """The modules below one that have a page: pairs of name and page."""
    floor = "" if module == NAME else f"{module}."
    return sorted(
        (name, f"/api/{name.replace('.', '/')}/index")
        for name in public_modules()
        if name != NAME
        and (
            name.startswith(floor)
            if floor
            else name.count(".") == 1 or name in SHORT
        )
    )


def install(app):
    """Teaches autoapi what stands above."""
    import astroid
    from autoapi._astroid_utils import is_local_import_from
    from autoapi._parser import Parser

    # Of the bases, only ours are read: Keras's methods have pages of their
    # own elsewhere, and reading Keras takes longer than all the rest.
    all_ancestors = Parser._relevant_ancestors

    def ours(self, node):
        return (
            base
            for base in all_ancestors(self, node)
            if base.qname().startswith(f"{NAME}.")
        )

    def parse_if(self, node):
        """What is imported for type checkers, and at run time when used."""
        if node.test.as_string() != "TYPE_CHECKING":
            return []
        return [
            data
            for child in node.body
            if is_local_import_from(child, NAME)
            for data in self._parse_local_import_from(child)
        ]

    Parser._relevant_ancestors = ours
    Parser.parse_if = parse_if
    assert astroid  # autoapi's own requirement
    app.connect("autoapi-skip-member", skip)
    app.connect("autodoc-process-docstring", process_docstring)
