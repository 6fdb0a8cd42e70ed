# Pulled from nbs/appendix/cells.ipynb by tools/pull_tests.py. Do not edit.

import numpy as np

from keras_rnn.draw.cells import *
from keras_rnn.draw.cells import _corners
from keras_rnn.scratch import gru, lstm, simple_rnn


def _near(x, y, node):
    """Whether a point lies at a node, or at a label's side."""
    *_, at_x, at_y, _ = node
    return abs(x - at_x) <= 30 and abs(y - at_y) <= 19


def _places(plan):
    """The nodes, and what comes in and goes out."""
    ends = [x for x in plan.labels if "t" in x[-1]]
    return plan.nodes + ends


def _source(plan, wire, x, y):
    """The node, the label or the wire that a point lies on."""
    for node in _places(plan):
        if _near(x, y, node):
            return node
    for other in plan.wires:
        points = _corners(other[2])
        for (x1, y1), (x2, y2) in zip(points, points[1:]):
            inside = min(x1, x2) <= x <= max(x1, x2)
            if inside and min(y1, y2) <= y <= max(y1, y2) and other != wire:
                return _source(plan, other, *points[0])
    raise AssertionError(f"nothing at {x}, {y}")


def _graph(plan):
    """From each node or label to those that its wires come from."""
    graph = {}
    for wire in plan.wires:
        points = _corners(wire[2])
        ends = [n for n in _places(plan) if _near(*points[-1], n)]
        assert len(ends) == 1, wire
        graph.setdefault(ends[0], []).append(_source(plan, wire, *points[0]))
    return graph


def _value(graph, place, known, sums):
    """What arrives at a place of the picture."""
    name = place[-1]
    if name in known:
        return known[name]
    if name in sums and place not in graph:
        raise AssertionError(f"nothing goes into {name}")
    if name in sums:
        weights = {"x_t": sums[name][0], "h_{t-1}": sums[name][1]}
        come = [source[-1] for source in graph[place]]
        assert len(set(come)) == len(come)
        return sum(known[x] @ weights[x][0] + weights[x][1] for x in come)
    values = [_value(graph, x, known, sums) for x in graph[place]]
    if name == "×":
        return np.multiply(*values)
    if name == "+":
        return np.add(*values)
    (value,) = values
    return {"tanh": np.tanh, "σ": lstm.sigmoid, "1 −": lambda v: 1 - v}.get(
        name, lambda v: v
    )(value)


def _drawn(name, sums, **known):
    plan = PLANS[name]()
    graph = _graph(plan)
    return {
        label[-1]: _value(graph, label, known, sums)
        for label in plan.labels
        if label[-1] in ("c_t", "h_t", "y_t")
    }


def test_the_wires_compute_what_the_cells_compute():
    rng = np.random.default_rng(0)
    x, h, c = (rng.normal(size=(2, size)) for size in (3, 4, 4))
    for name, names in {
        "simple_rnn": ["a_t"],
        "lstm": ["a_i", "a_f", "a_g", "a_o"],
        "gru": ["a_z", "a_r", "a_g"],
    }.items():
        columns = 4 * len(names)
        kernel, recurrent = (rng.normal(size=(n, columns)) for n in (3, 4))
        bias = rng.normal(size=(2, columns)) * [[1], [name == "gru"]]
        parts = [
            np.split(array, len(names), axis=-1)
            for array in (kernel, bias[0], recurrent, bias[1])
        ]
        sums = {
            part: ((w, b), (u, b_h))
            for part, w, b, u, b_h in zip(names, *parts, strict=True)
        }
        state = {"x_t": x, "h_{t-1}": h, "c_{t-1}": c}
        if name == "gru":
            sums["a'_g"] = sums["a_g"]
            expected = [gru.step(x, h, kernel, recurrent, bias)[0]]
        elif name == "lstm":
            expected = lstm.step(x, h, c, kernel, recurrent, bias[0])[:2]
        else:
            expected = [simple_rnn.step(x, h, kernel, recurrent, bias[0])]
        drawn = _drawn(name, sums, **state)
        np.testing.assert_allclose(drawn["h_t"], expected[0])
        np.testing.assert_allclose(drawn["y_t"], expected[0])
        if name == "lstm":
            np.testing.assert_allclose(drawn["c_t"], expected[1])


def test_every_step_can_be_drawn_and_read_out():
    import xml.etree.ElementTree

    for name, plan in PLANS.items():
        plan = plan()
        shadows = []
        for step in range(len(plan.formulas) + 1):
            svg = cell(name, step).svg()
            xml.etree.ElementTree.fromstring(svg)
            shadows.append(svg.count(SHADOW))
        assert shadows == sorted(shadows, reverse=True) and not shadows[-1]
        for step in range(len(plan.formulas_back) + 1):
            xml.etree.ElementTree.fromstring(cell(name, step, True).svg())
        numbers = [number for _, number, *_ in plan.back]
        steps = [step for step, *_ in plan.back]
        wanted = list("①②③④⑤⑥⑦⑧⑨⑩")[: 6 if name == "simple_rnn" else 10]
        assert [n for n in numbers if n in "①②③④⑤⑥⑦⑧⑨⑩" and n] == wanted
        assert set(steps) == set(range(1, len(plan.formulas_back) + 1))
        text = " ".join(plan.formulas_back)
        assert [n for n in text if n in wanted] == wanted


def test_an_unknown_cell_or_step_is_named():
    import pytest

    for arguments, complaint in [
        (("rnn",), "'rnn' is unknown; use one of .*'lstm'"),
        (("lstm", 6), "from 0 to 5.*not 6"),
        (("lstm", -1), "not -1"),
        (("gru", 5, True), "from 0 to 4, the number of the way back"),
        (("gru", "3"), "not '3'"),
    ]:
        with pytest.raises(ValueError, match=complaint):
            cell(*arguments)
