"""The house: each room imports only from the rooms above it."""

import ast
from pathlib import Path

import keras_rnn

PACKAGE = Path(keras_rnn.__file__).parent
ROOMS = """
text audio data metrics sampling images scratch layers patterns tasks draw
deploy course
""".split()


def imported(path):
    """The modules of this package that a module imports, anywhere in it."""
    here = ["keras_rnn", *path.relative_to(PACKAGE).with_suffix("").parts]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")
        elif isinstance(node, ast.ImportFrom):
            base = here[: -node.level] if node.level else []
            base = [*base, *(node.module.split(".") if node.module else [])]
            for alias in node.names:
                yield [*base, alias.name]


def test_rooms_import_from_rooms_above_them():
    seen = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room.startswith("_") or room == "course":
            continue  # the package itself; the lessons, which use everything
        seen.add(room)
        for module in imported(path):
            if module == ["keras_rnn"]:  # the package, which loads lazily
                assert room == "deploy", path
            elif module[0] == "keras_rnn":
                assert module[1] in ROOMS, (path, module)
                above = ROOMS.index(module[1]) <= ROOMS.index(room)
                assert above, f"{path.name} imports {'.'.join(module)}"
    assert seen == set(ROOMS) - {"course"}


def test_text_needs_no_keras():
    for path in (PACKAGE / "text.py", PACKAGE / "data" / "datasets.py"):
        source = path.read_text("utf-8")
        assert "import keras\n" not in source and "from keras " not in source
