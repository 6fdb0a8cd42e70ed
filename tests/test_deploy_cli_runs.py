# Pulled from nbs/appendix/command_line_runs.ipynb by tools/pull_tests.py. Do not edit.

from keras_rnn.deploy.cli.runs import *


def test_a_run_that_was_cut_goes_on_from_its_last_whole_pass():
    import tempfile
    from pathlib import Path

    class Model:
        def save(self, path):
            Path(path).write_text(self.weights)

    run, model = Run(tempfile.mkdtemp(), ("val_loss", "min")), Model()
    for weights, loss in (("a", 3.0), ("b", 1.0), ("c", 2.0)):
        model.weights = weights
        assert run.keep(model, {"val_loss": loss}) == (
            loss < 3 and weights != "c" or weights == "a"
        )
    assert run.model_path.read_text() == "b" and list(run.states()) == [3]
    # Cut between the state and its line: the pass is done again.
    again = Run(run.folder, run.watched)
    again.state.joinpath("passes-00004.keras").write_text("d")
    assert again.go_on() == (3, run.states()[3]) and list(again.states()) == [3]
    # Cut between the line and the best model: it is put back.
    run.history[2]["val_loss"] = 0.5
    run._write_history()
    again = Run(run.folder, run.watched)
    assert again.go_on()[0] == 3 and again.model_path.read_text() == "c"
    assert again.best() == 2 and len(again.history) == 3
