"""The command line, as a stranger types it; in this process, to be quick."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from keras_rnn.deploy.cli import commands, lessons

ROOT = Path(__file__).parents[2]


def write_reviews(path, count=60):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["review", "sentiment"])
        for n in range(count):
            word = "good" if n % 2 else "bad"
            writer.writerow([f"a {word} film, {n}", word])
    return str(path)


def said(capsys):
    out, err = capsys.readouterr()
    return [json.loads(line) for line in out.splitlines()], err


def files(folder):
    return {
        str(x.relative_to(folder)): x.read_bytes()
        for x in Path(folder).rglob("*")
        if x.is_file()
    }


def test_help_is_quick_for_it_imports_nothing():
    code = (
        "import resource, sys; from keras_rnn.deploy.cli.commands import main; "
        "assert main(sys.argv[1:]) == 0; "
        "heavy = {'keras', 'numpy', 'pandas', 'tensorflow', 'matplotlib'}; "
        "assert not heavy & set(sys.modules), heavy & set(sys.modules); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_utime, "
        "file=sys.stderr)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    for name in (
        "train evaluate predict generate transcribe forecast export serve "
        "lessons"
    ).split():
        assert name in found.stdout
    assert float(found.stderr) < 1.5  # half a second, on an idle machine


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A run in a folder with a blank in its name, stopped and gone on with."""
    folder = tmp_path_factory.mktemp("my data")
    data = write_reviews(folder / "reviews.csv")
    out = str(folder / "run 1")
    passes, patch = [], pytest.MonkeyPatch()

    def stop(self, epoch, logs=None):
        passes.append(epoch)
        if epoch == 1:
            raise KeyboardInterrupt

    from keras_rnn.deploy.cli import runs

    # Ctrl-C in the second pass.
    patch.setattr(runs.Keeper, "on_epoch_begin", _both(runs, stop))
    flags = ["--units", "4", "--cell", "gru", "--epochs", "3", "--out", out]
    flags += ["--learning-rate", "0.02"]
    stopped = commands.main(["train", data, *flags])
    patch.undo()
    before = files(out)
    resumed = commands.main(["train", "--resume", out])
    return {
        "folder": folder,
        "out": out,
        "data": data,
        "codes": (stopped, resumed),
        "before": before,
        "after": files(out),
    }


def _both(runs, more):
    old = runs.Keeper.on_epoch_begin

    def on_epoch_begin(self, epoch, logs=None):
        old(self, epoch, logs)
        more(self, epoch, logs)

    return on_epoch_begin


def test_ctrl_c_keeps_the_best_model_and_resume_goes_on(trained):
    assert trained["codes"] == (130, 0)
    before, after = trained["before"], trained["after"]
    whole = {
        "model.keras",
        "settings.toml",
        "history.csv",
        "scores.json",
        "report.html",
        "curve.svg",
        "data.json",
    }
    assert before.keys() == whole | {"state/passes-00001.keras"}
    assert after.keys() == whole
    lines = [x["history.csv"].decode().splitlines() for x in (before, after)]
    assert len(lines[0]) == 2 and len(lines[1]) == 4
    assert lines[1][:2] == lines[0]  # what was done is not done again
    # The test is looked at when training has ended, and not before.
    pages = [x["report.html"].decode() for x in (before, after)]
    assert ["the test waits for the end" in page for page in pages] == [1, 0]
    assert ["The test, looked at once" in page for page in pages] == [0, 1]


def test_the_page_says_what_the_scores_say(trained):
    scores = json.loads(trained["after"]["scores.json"])
    assert scores["rows"] == {
        "to learn from": 48,
        "to choose on": 6,
        "for the test": 6,
    }
    page = trained["after"]["report.html"].decode()
    assert f"{scores['scores']['accuracy']:.3f}" in page
    for name in ("the most frequent class", "TF-IDF, logistic regression"):
        assert name in scores["baselines"] and name in page
    assert "prefers-color-scheme: dark" in page and "<script" not in page
    assert "(prefers-color-scheme" in trained["after"]["curve.svg"].decode()


def test_predict_and_evaluate_answer_in_json_lines(
    trained, capsys, monkeypatch
):
    run, data = trained["out"], trained["data"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("a good film\n\na bad one"))
    assert commands.main(["predict", run, "-"]) == 0
    answers, _ = said(capsys)
    assert [x["text"] for x in answers] == ["a good film", "a bad one"]
    assert set(answers[0]) == {"text", "label", "probability"}
    model = str(Path(run) / "model.keras")
    assert commands.main(["predict", model, data]) == 0
    answers, _ = said(capsys)
    right = sum(x["label"] in x["text"].split() for x in answers)
    assert commands.main(["evaluate", run, data]) == 0
    (scores,), _ = said(capsys)
    assert scores["rows"] == 60 and scores["accuracy"] == right / 60
    # Without labels there is nothing to evaluate, but enough to answer.
    texts = trained["folder"] / "texts.csv"
    texts.write_text("review\na good film\n")
    assert commands.main(["predict", run, str(texts)]) == 0
    assert said(capsys)[0][0]["text"] == "a good film"
    assert commands.main(["evaluate", run, str(texts)]) == 2
    assert "has no column 'sentiment'" in said(capsys)[1]


def test_a_folder_is_answered_file_by_file(trained, capsys):
    folder = trained["folder"] / "notes"
    folder.mkdir()
    for name in ("b.txt", "a.txt"):
        (folder / name).write_text("a good film")
    assert commands.main(["predict", trained["out"], str(folder)]) == 0
    answers, _ = said(capsys)
    assert [x["file"] for x in answers] == ["a.txt", "b.txt"]
    assert answers[0]["label"] == answers[1]["label"]
    assert commands.main(["evaluate", trained["out"], str(folder)]) == 2
    assert "no folders, one for each class" in said(capsys)[1]


def test_a_folder_of_images_is_learned_by_its_table(
    tmp_path, capsys, monkeypatch
):
    import numpy as np

    from keras_rnn.deploy.cli import kinds

    def features(self, paths):
        assert self.cache.parent == tmp_path  # beside the run, not in it
        self.cache.mkdir(exist_ok=True)
        return np.ones((len(paths), 2, 3), "float32")

    photos, out = tmp_path / "photos", str(tmp_path / "run")
    photos.mkdir()
    lines = ["caption,image"]
    for n in range(20):
        (photos / f"{n:02}.jpg").write_bytes(b"")
        lines += [f"a dog runs,{n:02}.jpg", f"a cat {n} sits,{n:02}.jpg"]
    (photos / "captions.csv").write_text("\n".join(lines))
    with monkeypatch.context() as patch:
        patch.setattr(kinds.Caption, "features", features)
        train = ["train", str(photos), "--out", out, "--epochs", "1"]
        assert commands.main([*train, "--units", "2"]) == 0
    (result,), err = said(capsys)
    assert result["task"] == "caption" and result["rows"]["for the test"] == 2
    assert "what is in" in err and "image \u2192 caption" in err
    monkeypatch.setattr(
        kinds.Caption, "features", lambda _, x: np.ones((len(x), 2, 3))
    )
    assert commands.main(["generate", out, str(photos)]) == 0
    answers, _ = said(capsys)
    expected = sorted(str(path) for path in photos.glob("*.jpg"))
    assert [x["prompt"] for x in answers] == expected
    assert commands.main(["generate", out]) == 2
    assert "say what to go on from" in said(capsys)[1]


def test_forecasts_and_prompts_from_a_file(tmp_path, capsys, monkeypatch):
    import numpy as np

    from keras_rnn.deploy.cli import kinds, settings

    class Forecaster:
        settings = type("Choices", (), {"quantiles": (0.1, 0.9)})

        def forecast(self, series):
            return {
                name: x[-1:] + np.ones((2, 2)) for name, x in series.items()
            }

    class CausalLM:
        def generate(self, x, **options):
            return [text.upper() for text in x]

    table = tmp_path / "sold.csv"
    table.write_text("month,sold\n2024-02,3\n2024-01,2\n")
    kind = kinds.Forecast(settings.settings_of(horizon=2))
    monkeypatch.setattr(
        commands, "_opened", lambda *_, **__: (Forecaster(), kind)
    )
    assert commands.main(["forecast", "any", str(table)]) == 0
    assert said(capsys)[0] == [
        {"series": "sold", "step": 1, "time": "2024-03", "q0.1": 4, "q0.9": 4},
        {"series": "sold", "step": 2, "time": "2024-04", "q0.1": 4, "q0.9": 4},
    ]
    prompts = tmp_path / "prompts.en"
    prompts.write_text("once\n\ntwice\n")
    kind = kinds.Write(settings.settings_of())
    monkeypatch.setattr(
        commands, "_opened", lambda *_, **__: (CausalLM(), kind)
    )
    assert commands.main(["generate", "any", str(prompts), "thrice"]) == 0
    found, _ = said(capsys)
    assert [x["text"] for x in found] == ["ONCE", "TWICE", "THRICE"]


def test_a_run_that_is_there_is_not_written_over(trained, capsys):
    before = files(trained["out"])
    again = ["train", trained["data"], "--out", trained["out"]]
    assert commands.main(again) == 2
    assert "is not empty; a run needs a folder of its own" in said(capsys)[1]
    assert commands.main(["train", "--resume", trained["out"]]) == 2
    assert "is finished" in said(capsys)[1]
    assert files(trained["out"]) == before


def test_a_model_is_sent_to_the_right_command(trained, capsys):
    for command, *rest in (
        ("generate", "Once"),
        ("forecast", trained["data"]),
        ("transcribe", trained["data"]),
    ):
        assert commands.main([command, trained["out"], *rest]) == 2
        _, err = said(capsys)
        assert err.strip() == (
            f"keras-rnn: a TextClassifier can't {command}; "
            "use keras-rnn predict"
        )


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["train"], "give a file to learn from"),
        (["train", "none.csv"], "there is no file none.csv"),
        (["train", "-"], "- is read only once"),
        (["train", "reviews.csv", "--text", "reviw"], "did you mean review?"),
        (["train", "empty.csv"], "empty.csv holds no rows"),
        (["train", "image.csv"], "image.csv is no text"),
        (["train", "one.csv"], "at least two classes"),
        (["train", "holes.csv"], "no row has"),
        (["train", "wide.csv"], "say which one to read (--text)"),
        (["train", "reviews.csv", "--task", "clasify"], "task must be one of"),
        (["train", "reviews.csv", "--cell", "lstn"], "lstn"),
        (["train", "reviews.csv", "--task", "forecast"], "--horizon"),
        (["train", "reviews.csv", "--epochs", "0"], "--epochs"),
        (["train", "reviews.csv", "--epoch", "3"], "No such option"),
        (["train", "folder"], "has no folders, one for each class"),
        (["train", "reviews.csv", "--settings", "bad.toml"], "did you mean"),
        (["train", "few.csv"], "too few"),
        (["train", "reviews.csv", "--out", "image.csv"], "is not empty"),
        (["train", "--resume", "folder"], "is no run"),
        (["predict", "reviews.csv", "-"], "must end in .keras"),
        (["predict", "none", "-"], "there is no model none"),
        (["nonsense"], "No such command"),
        (["serve", "none.keras"], "there is no model none.keras"),
        (["serve", "none.onnx"], "there is no file none.onnx"),
        (["lessons", "99"], "there is no lesson 99"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    arguments, message, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    write_reviews("reviews.csv")
    write_reviews("few.csv", count=2)
    Path("empty.csv").write_bytes(b"")
    Path("image.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    Path("one.csv").write_text("a,b\n" + "x y,1\nz w,1\nu v,1\n")
    Path("holes.csv").write_text("a,b\nx,\ny,nan\n")
    Path("wide.csv").write_text("a,b,c\n1,2,3\n")
    Path("bad.toml").write_text("epoch = 3\n")
    Path("folder").mkdir()
    assert commands.main(arguments) == 2
    out, err = capsys.readouterr()
    # What was understood may be said before; what is wrong is the last line.
    *_, last = err.strip().splitlines()
    assert message in last and last.startswith("keras-rnn: ")
    assert "Traceback" not in err and out == ""
    assert not Path("runs").exists()


def test_a_failure_of_ours_is_no_fault_of_the_user(capsys, monkeypatch):
    def fail(*args):
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(commands, "_check_inputs", fail)
    assert commands.main(["train", "x.csv"]) == 1
    _, err = capsys.readouterr()
    assert err.splitlines()[0] == "keras-rnn: RuntimeError: two lines"
    assert commands.main(["train", "x.csv", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_the_lessons_are_those_of_the_repository(tmp_path, capsys):
    for name, title in lessons.LESSONS.items():
        notebook = json.loads((ROOT / "nbs" / f"{name}.ipynb").read_text())
        head = "".join(notebook["cells"][0]["source"]).splitlines()[0]
        assert head == f"# {name.split('_')[0]} · {title}"
    assert commands.main(["lessons", "3", "--copy", str(tmp_path)]) == 0
    (line,), _ = said(capsys)
    assert Path(line["file"]).name == "03_five_patterns.ipynb"
    assert commands.main(["lessons", "3", "--copy", str(tmp_path)]) == 2
