"""Tests of the tools, on small repositories made for each test."""

import ast
import inspect
import json
import os
import select
import subprocess
import sys
from pathlib import Path

import badges
import claims
import clean
import course
import export
import kernels
import nbformat
import pages
import project
import pull_tests
import pytest
import readme
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

SETTINGS = """[DEFAULT]
lib_name = keras_rnn
repo = course
user = someone
branch = main
git_url = https://github.com/%(user)s/%(repo)s
nbs_path = nbs
lib_path = keras_rnn
"""
PNG = "iVBORw0KGgo="


def notebook(*sources):
    """A notebook: sources that begin with `# ` or `<` are markdown."""
    cells = []
    for number, source in enumerate(sources):
        is_text = source.startswith(("# ", "<"))
        make = new_markdown_cell if is_text else new_code_cell
        cells.append(make(source, id=f"cell{number}"))
    return new_notebook(cells=cells)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A function that writes notebooks into an empty repository."""
    (tmp_path / "settings.ini").write_text(SETTINGS)
    (tmp_path / "tests").mkdir()
    monkeypatch.chdir(tmp_path)

    def add(name, *sources):
        project.write(
            tmp_path / "nbs" / f"{name}.ipynb",
            project.text_of(notebook(*sources)),
        )
        return tmp_path

    return add


# -- pull_tests ---------------------------------------------------------------


MODULE = (
    "# Text",
    "#| default_exp patterns.toy",
    "#| export\nimport json\nimport os\n\nimport numpy as np",
    "#| export\n_LIMIT = 3\n\n\ndef double(x):\n    return 2 * x",
    "#| test\ndef test_double():\n    # stays\n"
    "    assert np.all(double(_LIMIT) == 6)\n\n\ntest_double()",
)


def test_a_module_gets_a_test_file(repository):
    root = repository("01_toy", *MODULE)
    assert pull_tests.main(False, root) == 0
    text = (root / "tests/test_patterns_toy.py").read_text()
    assert text == (
        "# Pulled from nbs/01_toy.ipynb by tools/pull_tests.py. "
        "Do not edit.\n\n"
        "import numpy as np\n\n"
        "from keras_rnn.patterns.toy import *\n"
        "from keras_rnn.patterns.toy import _LIMIT\n\n\n"
        "def test_double():\n"
        "    # stays\n"
        "    assert np.all(double(_LIMIT) == 6)\n"
    )


def test_a_notebook_without_module_gets_a_file_of_its_name(repository):
    root = repository(
        "00_why", "# Why", "#| test\ndef test_sum():\n    assert 1 + 1 == 2"
    )
    assert pull_tests.main(False, root) == 0
    text = (root / "tests/test_00_why.py").read_text()
    assert "keras_rnn" not in text.split("\n", 1)[1]


def test_slow_loops_decorators_and_imports(repository):
    root = repository(
        "00_why",
        "# Why",
        "%matplotlib inline\nfrom os import path, sep",
        "#| test\n#| slow\n#| backends\nimport pytest\n\n\n"
        "@pytest.mark.parametrize('x', [1, 2])\ndef test_it(x):\n"
        "    assert path.join('a', 'b')\n\n\n"
        "for x in [1, 2]:\n    test_it(x)\ntest_it(\n    x=3,\n)\n"
        "with open(path.devnull) as file:\n    test_it(file)",
    )
    pull_tests.main(False, root)
    text = (root / "tests/test_00_why.py").read_text()
    assert (
        "@pytest.mark.slow\n@pytest.mark.backends\n@pytest.mark.parametrize"
    ) in text
    assert text.count("test_it") == 1
    assert text.count("import pytest") == 1
    assert "from os import path\n" in text


@pytest.mark.parametrize("where", ["edited", "missing", "stale"])
def test_check_names_the_file_that_drifted(repository, capsys, where):
    root = repository("01_toy", *MODULE)
    pull_tests.main(False, root)
    assert pull_tests.main(True, root) == 0
    target = root / "tests/test_patterns_toy.py"
    if where == "edited":
        target.write_text(target.read_text() + "# more\n")
    elif where == "missing":
        target.unlink()
    else:
        (root / "nbs/01_toy.ipynb").unlink()
    capsys.readouterr()
    assert pull_tests.main(True, root) == 1
    assert "tests/test_patterns_toy.py" in capsys.readouterr().out
    assert pull_tests.main(False, root) == 0
    assert pull_tests.main(True, root) == 0
    assert target.exists() == (where != "stale")


def test_tests_written_by_hand_are_reported_and_kept(repository, capsys):
    root = repository("01_toy", *MODULE)
    target = root / "tests/test_mine.py"
    target.write_text("def test_mine(): pass\n")
    assert pull_tests.main(False, root) == 1
    assert "tests/test_mine.py: comes from no notebook" in (
        capsys.readouterr().out
    )
    assert target.exists()


def test_a_test_that_needs_its_notebook_is_an_error(repository):
    root = repository(
        "00_why",
        "# Why",
        "data = [1]",
        "#| test\ndef test_it():\n    assert data",
    )
    with pytest.raises(ValueError, match="use data, which only the notebook"):
        pull_tests.main(False, root)


def test_checks_by_hand_are_left_alone(repository):
    root = repository("01_toy", *MODULE)
    target = root / "tests/checks/test_mine.py"
    target.parent.mkdir()
    target.write_text("def test_mine(): pass\n")
    assert pull_tests.main(False, root) == 0
    assert pull_tests.main(True, root) == 0
    assert target.exists()


def test_a_name_defined_twice_is_an_error(repository):
    cell = "#| test\ndef test_it():\n    pass"
    root = repository("00_why", "# Why", cell, cell)
    with pytest.raises(ValueError, match="defined twice: test_it"):
        pull_tests.main(False, root)


# -- badges -------------------------------------------------------------------


def test_classes_and_docstrings_that_go_on_are_one():
    steps = '''def step(x):
    """One step."""
    return x


step.__doc__ += """

Args:
    x: a number.
"""


class Cell:
    r"""A cell, with $\\sigma$.

    And a second line.
    """

    units = 1


Cell.__doc__ += """

Args:
    units: int.
"""


@print
class Cell(Cell):
    def call(self):
        return step(self)
'''
    apart, together = {"print": lambda x: x}, {"print": lambda x: x}
    exec(steps, apart)
    text = export.joined(steps)
    exec(text, together)
    assert text.count("class Cell") == 1 and "__doc__" not in text
    assert text.index("@print") < text.index("class Cell")
    said = [inspect.getdoc(space["step"]) for space in (apart, together)]
    assert said[0] == said[1]
    assert "    Args:\n        units: int." in together["Cell"].__doc__
    assert together["Cell"]().call().units == 1
    for lone in ('missing.__doc__ += """\n"""', "class A(A):\n    x = 1"):
        with pytest.raises(ValueError, match="goes on"):
            export.joined(lone)


def test_a_lesson_gets_badge_and_install_cell(repository, capsys):
    root = repository("01_toy", "# Toy\n> Promise.\n\nMore.", "x = 1")
    repository("index", "# Course", "'git+https://github.com/old/home'")
    assert badges.main(True, root) == 1
    assert badges.main(False, root) == 0
    assert badges.main(True, root) == 0
    head, install, _ = project.read(root / "nbs/01_toy.ipynb").cells
    title, badge, more = head.source.split("\n\n")
    assert title == "# Toy\n> Promise." and more == "More."
    assert badge.endswith(
        "(https://colab.research.google.com/github/someone/course/blob/main/"
        "nbs/01_toy.ipynb)"
    )
    assert "keras-rnn[lessons] @ git+https://github.com/someone/course" in (
        install.source
    )
    index = project.read(root / "nbs/index.ipynb")
    assert "someone/course" in index.cells[1].source


def test_a_badge_that_points_elsewhere_is_found(repository, capsys):
    root = repository("01_toy", "# Toy", "x = 1")
    repository("02_other", "# Other", "x = 1")
    badges.main(False, root)
    path = root / "nbs/01_toy.ipynb"
    path.write_text(path.read_text().replace("/01_toy", "/02_other"))
    capsys.readouterr()
    assert badges.main(True, root) == 1
    assert "nbs/01_toy.ipynb" in capsys.readouterr().out


def test_a_link_to_a_missing_notebook_is_found(repository, capsys):
    link = "https://colab.research.google.com/github/a/b/blob/main/"
    root = repository("index", f"# Course\n{link}nbs/09_none.ipynb", "x = 1")
    assert badges.main(False, root) == 1
    assert "nbs/09_none.ipynb, which does not exist" in capsys.readouterr().out


# -- clean, readme, pages -----------------------------------------------------


def executed():
    shown = notebook("# Toy", "#| hide_input\nplot()", "#| hide\nsecret = 1")
    shown.cells[1].outputs = [
        nbformat.v4.new_output("stream", name="stderr", text="50%"),
        nbformat.v4.new_output("stream", name="stdout", text="loss 1\n"),
        nbformat.v4.new_output("display_data", {"image/png": PNG}),
    ]
    shown.cells[1].execution_count = 7
    shown.cells[1].metadata = {"execution": {"started": "now"}}
    shown.metadata["widgets"] = {"state": {}}
    return shown


def test_cleaning_keeps_outputs_and_drops_noise():
    result = clean.cleaned(executed())
    text = project.text_of(result)
    for noise in ("50%", "started", "widgets", '"execution_count": 7'):
        assert noise not in text
    assert "loss 1" in text and PNG in text
    assert [cell.id for cell in result.cells] == ["cell0", "cell1", "cell2"]
    assert project.text_of(clean.cleaned(result)) == text


def test_clean_is_what_nbdev_clean_leaves_alone(tmp_path):
    path = tmp_path / "toy.ipynb"
    path.write_text(project.text_of(clean.cleaned(executed())), "utf-8")
    before = path.read_text("utf-8")
    # nbdev reads settings.ini where it is started.
    command = "from nbdev.clean import nbdev_clean; nbdev_clean({!r})"
    subprocess.run(
        [sys.executable, "-c", command.format(str(path))],
        check=True,
        cwd=project.ROOT,
    )
    assert json.loads(path.read_text("utf-8")) == json.loads(before)


def test_readme_shows_figures_and_hides_what_is_marked(repository):
    root = repository("index", "# Toy")
    shown = clean.cleaned(executed())
    shown.cells[0].source = "# Toy\n[a](01_a.ipynb) [b](../B.md) [c](http://c)"
    project.write(root / "nbs/index.ipynb", project.text_of(shown))
    assert readme.main(True, root) == 1
    assert readme.main(False, root) == 0
    assert readme.main(True, root) == 0
    text = (root / "README.md").read_text()
    assert "[a](nbs/01_a.ipynb) [b](B.md) [c](http://c)" in text
    assert "![Toy](docs/images/figure_1.png)" in text
    assert "secret" not in text and "plot()" not in text
    (root / "docs/images/figure_1.png").write_bytes(b"other")
    assert readme.main(True, root) == 1


def test_a_page_stands_alone():
    shown = clean.cleaned(executed())
    shown.cells[0].source = (
        "# Toy\nWith $h_t = \\tanh(x_t)$. "
        "[On](02_b.ipynb#here), [off](appendix/c.ipynb)."
    )
    text = pages.lesson_page(shown, ["01_toy", "02_b"], "https://x.y/nbs")
    assert "<math" in text and "$h_t" not in text
    assert pages.PLAIN_PRIME in pages.formula("b'", "inline")
    assert 'href="02_b.html#here"' in text
    assert 'href="https://x.y/nbs/appendix/c.ipynb"' in text
    assert "secret" not in text and "plot" not in text
    assert "<script" not in text


# -- course -------------------------------------------------------------------


STUB = "#| exercise\ndef double(x):\n    return {}\n\n\ncheck(double)"
CHECK = (
    "def check(answer):\n"
    "    print('Correct.' if answer(2) == 4 else 'Not yet: double it.')"
)
SOLUTION = (
    "<details><summary>Solution</summary>\n\n```python\n"
    "def double(x):\n    return {}\n```\n\n</details>"
)


@pytest.mark.parametrize(
    "stub, solution, message",
    [
        ("x", "2 * x", None),
        ("2 * x", "2 * x", "this should print 'Not yet'"),
        ("x", "3 * x", "this should print 'Correct.'"),
    ],
)
def test_exercises_are_solved(tmp_path, stub, solution, message):
    lesson = notebook(
        "# Toy", CHECK, STUB.format(stub), SOLUTION.format(solution)
    )
    pairs = course.add_solutions(lesson)
    run = course.execute(tmp_path / "toy.ipynb", lesson)
    assert run.error is None
    wrong = course.unsolved(pairs)
    assert wrong is None if message is None else message in wrong


def test_an_exercise_without_solution_is_an_error():
    with pytest.raises(ValueError, match="no folded solution"):
        course.add_solutions(notebook("# Toy", STUB.format("x")))


def test_a_failing_cell_is_shown_and_ends_the_run(tmp_path):
    lesson = notebook("# Toy", "x = 0", "print('before')\n1 / x", "y = 1")
    run = course.execute(tmp_path / "toy.ipynb", lesson)
    assert run.error.startswith("cell 3:\n    print('before')")
    assert "ZeroDivisionError" in run.error
    assert lesson.cells[3].execution_count is None


@pytest.mark.slow
def test_a_notebook_may_be_slow_but_not_silent(tmp_path):
    slow = "import time\nfor _ in range(9):\n    time.sleep(.5); print(_)"
    lesson = notebook("# Toy", slow, "time.sleep(60)")
    run = course.execute(tmp_path / "toy.ipynb", lesson, patience=3)
    assert run.error.startswith("cell 3:\n    time.sleep(60)")
    assert "Nothing came from it for 3 seconds." in run.error
    assert 4.5 < run.seconds < 30


def test_what_a_dying_kernel_said_is_told_and_nothing_else(tmp_path, capfd):
    notice = "import os\nos.write(2, b'a notice')"
    lesson = notebook("# Toy", notice, "x = 1")
    run = course.execute(tmp_path / "toy.ipynb", lesson)
    assert run.error is None
    dies = "os.system('echo last words >&2')\nos._exit(3)"
    lesson = notebook("# Toy", notice, dies)
    run = course.execute(tmp_path / "toy.ipynb", lesson)
    assert "The kernel died" in run.error
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
@pytest.mark.skipif(not kernels.CAN_COPY, reason="kernels are not copied here")
def test_a_copied_kernel_has_keras_and_nothing_of_others(tmp_path):
    here = {**os.environ, "SAID": "to the kernel"}
    first = (
        "import os, sys\nbefore = 'keras' in sys.modules\n"
        "sys.modules['os'].left = 1\nprint(before, os.getcwd(), "
        "os.environ['SAID'], any(x.endswith('tools') for x in sys.path))"
    )
    second = "import os\nprint(hasattr(os, 'left'))\nos.write(2, b'last words')"
    lessons = [
        notebook("# Toy", first),
        notebook("# Toy", second, "os._exit(3)"),
    ]
    runs = [
        course.execute(
            tmp_path / "toy.ipynb", lesson, environment=here, copied=True
        )
        for lesson in lessons
    ]
    said = [lesson.cells[1].outputs[0].text for lesson in lessons]
    assert said == [f"True {tmp_path} to the kernel False\n", "False\n"]
    assert runs[0].error is None
    assert "The kernel died" in runs[1].error
    assert "last words" in runs[1].error


ASK = """
import pathlib, sys

sys.path.insert(0, sys.argv[1])
import course, kernels
from nbformat.v4 import new_code_cell, new_notebook

kernels.PRELOADED.remove("keras")  # takes long, and has no part in this
if __name__ == "__main__":
    code = "f = open('alive', 'w'); f.write('yes'); f.flush()"
    code += "\\nimport threading; threading.Event().wait()"
    lesson = new_notebook(cells=[new_code_cell(code)])
    course.execute(pathlib.Path("toy.ipynb").absolute(), lesson, copied=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(not kernels.CAN_COPY, reason="kernels are not copied here")
def test_a_copied_kernel_ends_with_who_asked_for_it(tmp_path):
    (tmp_path / "ask.py").write_text(ASK)
    os.mkfifo(tmp_path / "alive")
    said = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)
    command = [sys.executable, "ask.py", str(Path(kernels.__file__).parent)]
    asking = subprocess.Popen(command, cwd=tmp_path)
    try:
        assert select.select([said], [], [], 60)[0]
        assert os.read(said, 9) == b"yes"
    finally:
        asking.kill()
    assert select.select([said], [], [], 30)[0]
    assert os.read(said, 9) == b""  # nobody is left who could write
    os.close(said)


def test_tests_are_defined_but_not_run_in_a_check(tmp_path):
    cell = "#| test\ndef test_it():\n    raise ValueError\n\n\ntest_it()"
    lesson = notebook("# Toy", cell, "print(test_it.__name__)")
    assert "ValueError" in course.execute(tmp_path / "t.ipynb", lesson).error
    course.leave_out_tests(lesson)
    assert course.execute(tmp_path / "t.ipynb", lesson).error is None
    assert lesson.cells[2].outputs[0].text == "test_it\n"


def test_pages_come_first_and_are_replaced_one_by_one(
    repository, monkeypatch, tmp_path
):
    root = repository("01_toy", "# Toy", "print('on small data')")
    repository("02_other", "# Other", "print(2)")
    paths = [root / f"nbs/{name}.ipynb" for name in ("01_toy", "02_other")]
    held = project.read(paths[0])
    held.cells[1].outputs = [
        nbformat.v4.new_output("stream", name="stdout", text="on real data")
    ]
    project.write(paths[0], project.text_of(held))
    monkeypatch.setattr(course, "PAGES", tmp_path / "_course")
    (tmp_path / "_course").mkdir()
    (tmp_path / "_course/old.html").write_text("of another time")

    def shown(name):
        return (tmp_path / "_course" / name).read_text("utf-8")

    written = course.Pages(paths)
    assert not (tmp_path / "_course/old.html").exists()
    assert "on real data</" in shown("01_toy.html").replace("\n", "")
    assert shown("index.html").count("full run<") == 2
    written.replace(course.execute(paths[0], project.read(paths[0])))
    assert "on real data</" not in shown("01_toy.html").replace("\n", "")
    assert "on small data" in shown("01_toy.ipynb")
    assert shown("index.html").count("full run<") == 1
    assert "1 of 2 have run" in shown("index.html")


def test_the_table_lines_up(tmp_path):
    headline = {"metric": "accuracy", "value": 0.91234, "baseline": 0.5}
    good, bad = notebook("# A", "a"), notebook("# B", "b")
    good.cells[1].outputs = [
        nbformat.v4.new_output("display_data", {course.HEADLINE: headline})
    ]
    runs = [
        course.Run(tmp_path / "01_a.ipynb", good, 12.3),
        course.Run(tmp_path / "02_b.ipynb", bad, 1.0, error="cell 1"),
    ]
    assert course.table(runs).splitlines() == [
        "lesson  seconds  headline   value  baseline",
        "------  -------  --------  ------  --------",
        "01_a         12  accuracy  0.9123       0.5",
        "02_b          1  FAILED",
    ]
    assert "failed" in pages.index_page([run.summary for run in runs])


def test_full_takes_a_number_or_a_name(monkeypatch):
    names = ["index", "01_text", "10_many", "layers"]
    paths = [Path(f"{name}.ipynb") for name in names]
    monkeypatch.setattr(course, "notebooks", lambda: paths)
    assert [p.stem for p in course.chosen("10")] == ["10_many"]
    assert [p.stem for p in course.chosen("layers")] == ["layers"]
    assert course.chosen("") == paths
    assert [p.stem for p in course.chosen("1")] == ["01_text"]
    with pytest.raises(SystemExit, match="No lesson '2'. There are: index"):
        course.chosen("2")


def test_only_a_run_that_went_well_is_kept(tmp_path):
    path = tmp_path / "toy.ipynb"
    project.write(path, project.text_of(notebook("# Toy", "print(1)")))
    for error in ("cell 1", None):
        run = course.execute(path, project.read(path))
        run.error = error
        course.keep_outputs(run)
        kept = project.read(path).cells[1].outputs
        assert bool(kept) == (error is None)
    assert kept[0].text == "1\n"
    assert [p.name for p in tmp_path.iterdir()] == ["toy.ipynb"]


# -- the package --------------------------------------------------------------

EVERYTHING = """
import importlib, pkgutil
import keras_rnn
for module in pkgutil.walk_packages(keras_rnn.__path__, "keras_rnn."):
    importlib.import_module(module.name)
for name in keras_rnn.__all__ * 2:
    value = getattr(keras_rnn, name)
    # A function and a module of one name would overwrite each other.
    if name in keras_rnn._HOMES:
        home = importlib.import_module(f"keras_rnn.{keras_rnn._HOMES[name]}")
        assert value is getattr(home, name), name
"""


def test_type_checkers_are_told_the_public_names():
    import keras_rnn as kr

    stub = Path(kr.__file__).with_suffix(".pyi").read_text("utf-8")
    told = {
        alias.asname: (node.module, alias.name)
        for node in ast.walk(ast.parse(stub))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {name: (home, name) for name, home in kr._HOMES.items()}
    homes |= {name: (None, name) for name in kr._MODULES}
    assert told == homes


def test_public_names_outlive_the_import_of_every_module():
    subprocess.run([sys.executable, "-c", EVERYTHING], check=True)


# -- claims -------------------------------------------------------------------


def shown(*texts, output=""):
    """The numbers in texts that neither code nor an output shows."""
    cells = notebook("rate = 0.02", *texts)
    cells.cells[0].outputs = [
        nbformat.v4.new_output("stream", name="stdout", text=output)
    ]
    return [claim.text for _, claim in claims.unbacked(cells)]


@pytest.mark.parametrize(
    ("text", "output", "missing"),
    [
        ("# A\n\nIt reaches .82.", "accuracy 0.8203", []),
        ("# A\n\nIt reaches 82 %.", "accuracy 0.8203", []),
        ("# A\n\nIt reaches .83.", "accuracy 0.8203", [".83"]),
        ("# A\n\nIt reaches 0.820.", "accuracy 0.82", []),
        ("# A\n\nIt reaches 0.8203.", "accuracy 0.82", ["0.8203"]),
        ("# A\n\nSome 2,300 words, 7.0 million.", "2,312 and 6.98e6", []),
        ("# A\n\nSome 2,300 words.", "2,412", ["2,300"]),
        ("# A\n\nAt .02, with 3 gates, in 1997.", "", []),
        ("# A\n\nIt is 3 times as fast.", "", ["3"]),
        ("# A\n\nOf 16 texts, see lesson 16, `x[16]`, $16^2$.", "", ["16"]),
        ("# A\n\n[16 texts](16_a.ipynb), 16 x 32, Keras 3.15, SST-2", "", []),
        ("# A\n\n.95\n<!-- from elsewhere: .95 (Liu, 2016) -->", "", []),
        ("# A\n\n.96\n<!-- from elsewhere: .95 (Liu, 2016) -->", "", [".96"]),
        ("# A\n\n## Quiz\n\nA score of .97?", "", []),
        ("# A\n\n|metric|value|\n|---|---|\n|F1|.97|", "", [".97"]),
        ("# A\n\n|seconds|data|\n|---|---|\n|97|films|", "", []),
    ],
)
def test_numbers_in_prose_want_a_source(text, output, missing):
    assert shown(text, output=output) == missing


def test_unbacked_claims_are_printed_with_their_words(repository, capsys):
    root = repository("01_a", "# A\n\nIt reaches .82 and .93.", "x = .82")
    assert claims.main(["--check"], root) == 1
    assert "[0] .93: ... It reaches .82 and .93. ..." in capsys.readouterr().out
    assert claims.main(["02"], root) == 0
    repository("01_a", "# A\n\nIt reaches .82.", "x = .82")
    assert claims.main(["--check"], root) == 0
