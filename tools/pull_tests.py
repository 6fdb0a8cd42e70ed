"""Pull the tests out of the notebooks into tests/.

    python tools/pull_tests.py            write what changed
    python tools/pull_tests.py --check    name what is not current; exit 1

A cell marked `#| test` defines `test_...` functions, and may define helpers
for them, and then calls them, so that the notebook runs them in place. All
such cells of a notebook become one file: `tests/test_<module>.py`, where the
notebook has a `#| default_exp`, or else `tests/test_<notebook>.py`. In it
- the calls are gone: pytest makes them;
- stand the imports that the tests use, out of all cells of the notebook, and
  the names that the notebook exports;
- `#| slow` has become `@pytest.mark.slow`, and so have the other marks.

A test can use nothing else of its notebook: that is an error here. Files in
`tests/checks/` are written by hand and not looked at.
"""

import ast
import builtins
import re
import subprocess
import sys
from pathlib import Path

from nbdev.process import NBProcessor
from project import ROOT, notebooks, write

HEADER = "# Pulled from {} by tools/pull_tests.py. Do not edit.\n"
MAGIC = re.compile(r"^(\s*)[%!].*", re.MULTILINE)
EXPORTS = {"export", "exports", "exporti"}
PYTEST_MARKS = ("slow", "backends", "compiled")  # see tests/conftest.py


class Collector:
    """An nbdev processor: gathers what a notebook's test file is made of."""

    def __init__(self):
        self.module = None
        self.tests = []  # (source, its marks for pytest)
        self.imports = {}  # name it binds -> statement
        self.exports = set()  # names that the module defines

    def __call__(self, cell):
        if cell.cell_type != "code" or cell.source.startswith("%%"):
            return
        source = MAGIC.sub(r"\1pass", cell.source)
        tree = ast.parse(source)
        if "default_exp" in cell.directives_:
            (self.module,) = cell.directives_["default_exp"]
        for node in tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    self.imports[bound_name(alias)] = ast.unparse(
                        one_import(node, alias)
                    )
        if EXPORTS & cell.directives_.keys():
            self.exports |= defined_names(tree.body)
        if "test" in cell.directives_:
            marks = [m for m in PYTEST_MARKS if m in cell.directives_]
            self.tests.append((source, marks))


def bound_name(alias):
    return alias.asname or alias.name.split(".")[0]


def one_import(node, alias):
    """The import statement `node`, cut down to one of its names."""
    if isinstance(node, ast.Import):
        return ast.Import([alias])
    return ast.ImportFrom(node.module, [alias], node.level)


def defined_names(body):
    """The names that top-level statements give to something."""
    names = set()
    for node in body:
        if hasattr(node, "name"):  # a function or a class
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names |= {
                n.id
                for n in ast.walk(node)
                if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            }
    return names


def is_test_call(node):
    """Whether a statement only calls tests, be it in a loop or a context."""
    if isinstance(node, ast.For | ast.With):
        return all(map(is_test_call, node.body))
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id.startswith("test_")
    )


def without_calls(source):
    """A test cell that defines its tests and does not run them."""
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if is_test_call(node):
            del lines[node.lineno - 1 : node.end_lineno]
    return "\n".join(lines).strip("\n")


def for_pytest(source, marks):
    """A test cell as it stands in the file: marked, without its imports."""
    source = without_calls(source)
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            del lines[node.lineno - 1 : node.end_lineno]
        elif getattr(node, "name", "").startswith("test_"):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            lines[first - 1 : first - 1] = [f"@pytest.mark.{m}" for m in marks]
    return "\n".join(lines).strip("\n")


def names_used(tree):
    """The names a file takes from elsewhere (no scopes: good enough here)."""
    names = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
    given = {n.id for n in names if not isinstance(n.ctx, ast.Load)}
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            given.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            given.add(node.name)
        elif isinstance(node, ast.ExceptHandler):
            given.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            given |= {bound_name(alias) for alias in node.names}
    return {n.id for n in names} - given - set(dir(builtins))


def ruff(text, *arguments):
    """`text`, sent through ruff."""
    config = f"--config={ROOT / 'ruff.toml'}"
    command = [sys.executable, "-m", "ruff", *arguments, config, "--quiet", "-"]
    return subprocess.run(
        command, input=text, capture_output=True, text=True, check=True
    ).stdout


def pulled(path, name):
    """File name and text of a notebook's tests; None if it has none.

    Args:
        path: the notebook's path.
        name: how the file's header calls it.
    """
    collector = Collector()
    NBProcessor(path, procs=[collector], process=True)
    if not collector.tests:
        return None
    code = "\n\n\n".join(for_pytest(*test) for test in collector.tests)
    tree = ast.parse(code)
    tests = [n.name for n in tree.body if getattr(n, "name", "")[:5] == "test_"]
    twice = sorted({test for test in tests if tests.count(test) > 1})
    if twice:
        raise ValueError(f"{name}: defined twice: {', '.join(twice)}")

    used = names_used(tree)
    imports = {collector.imports[n] for n in used & collector.imports.keys()}
    if "@pytest.mark." in code:
        imports.add("import pytest")
    target = f"keras_rnn.{collector.module}"
    if collector.module:
        imports.add(f"from {target} import *")
        private = {n for n in used & collector.exports if n.startswith("_")}
        imports |= {f"from {target} import {n}" for n in private}
    unknown = used - collector.imports.keys() - collector.exports - {"pytest"}
    if unknown:
        raise ValueError(
            f"{name}: its tests use {', '.join(sorted(unknown))}, which only "
            "the notebook has. Define it in the test or in a `#| test` cell."
        )
    parts = [HEADER.format(name), "\n".join(sorted(imports)), "\n", code]
    text = "\n".join(parts) + "\n"
    text = ruff(ruff(text, "check", "--fix", "--select=I"), "format")
    stem = (collector.module or Path(path).stem).replace(".", "_")
    return f"test_{stem}.py", text


def main(check, root=ROOT):
    root = Path(root)
    wanted = {}
    for path in notebooks(root):
        result = pulled(path, path.relative_to(root).as_posix())
        if result and result[0] in wanted:
            raise ValueError(f"two notebooks make tests/{result[0]}")
        if result:
            wanted[result[0]] = result[1]
    found = {
        path.name: path.read_text("utf-8")
        for path in (root / "tests").glob("test_*.py")
    }
    drift = sorted(
        name
        for name in wanted.keys() | found.keys()
        if wanted.get(name) != found.get(name)
    )
    marker = HEADER.split("{")[0]
    for name in drift:
        if check:
            say = "differs from the notebooks: run `make sync`"
        elif name in wanted:
            write(root / "tests" / name, wanted[name])
            say = "pulled"
        elif found[name].startswith(marker):
            (root / "tests" / name).unlink()
            say = "removed"
        else:
            say = "comes from no notebook: move its tests into one"
            check = True
        print(f"tests/{name}: {say}")
    return int(check and bool(drift))


if __name__ == "__main__":
    try:
        sys.exit(main("--check" in sys.argv[1:]))
    except ValueError as error:
        sys.exit(str(error))
