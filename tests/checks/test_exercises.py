"""The checks of the exercises say what is wrong with wrong answers.

`make notebooks` solves every exercise with its folded solution and leaves every
stub unsolved. Here each check of a lesson also gets two or more typical wrong
answers.
"""

import contextlib
import functools
import io
import json
from pathlib import Path

import keras
import numpy as np

import keras_rnn
from keras_rnn.scratch import gru, lstm, simple_rnn
from keras_rnn.text import END, START


def find_check(notebook, name, *helpers, module=None):
    """A check out of a lesson, with what it needs of that lesson only.

    Args:
        notebook: str, the lesson.
        name: str, the check.
        *helpers: str, functions of the lesson that the check calls.
        module: the module that the lesson exports, if it does.
    """
    path = Path(keras_rnn.__file__).parents[1] / "nbs" / f"{notebook}.ipynb"
    scope = {} if module is None else dict(vars(module))
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        lines = [x for x in cell["source"] if not x.startswith("#|")]
        source = "".join(lines)
        if cell["cell_type"] != "code" or "%pip" in source:
            continue
        imports = source.startswith(("import ", "from "))
        if (imports and cell["source"][0] != "#| test\n") or any(
            f"def {wanted}(" in source for wanted in (name, *helpers)
        ):
            exec(source, scope)
    return scope[name]


def said(check, answer):
    """What a check prints about an answer: a function, or several."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        check(*answer) if isinstance(answer, tuple) else check(answer)
    return output.getvalue()


def expect(check, *pairs):
    """Each answer must get what is said about it."""
    assert said(check, lambda *arguments: None).startswith("Not yet")
    for answer, verdict in pairs:
        assert verdict in said(check, answer), said(check, answer)


def test_exercises_of_lesson_03():
    lesson_02 = functools.partial(find_check, "02_recurrent_by_hand")
    expect(
        lesson_02("check_count_weights"),
        (lambda f, u: f * u + u * u + u, "Correct."),
        (lambda f, u: f * u + u * u, "the bias is missing"),
        (lambda f, u: f * u + u, "the state comes in by weights too"),
        (lambda f, u: f * u + f * f + u, "no features in it"),
        (lambda f, u: 30, "Keras counts"),
    )
    expect(
        lesson_02("check_latch"),
        (lambda: (3, 3, 0), "Correct."),
        (lambda: (3, 1, 0), "steps after the 1 the state is down to"),
        (lambda: (1, 3, 0), "a 1 takes the state only to 0.76"),
        (lambda: (3, 3, 1), "look at the bias"),
        (lambda: (3, 3), "Not yet: ValueError"),
    )
    expect(
        lesson_02("check_last_real"),
        (
            lambda s, m: s[np.arange(len(s)), m.sum(axis=1) - 1],
            "Correct.",
        ),
        (lambda s, m: s[:, -1], "taken from the padding"),
        (
            lambda s, m: s[np.arange(2), np.minimum(m.sum(axis=1), 3)],
            "one step too late",
        ),
        (lambda s, m: s[m], "the shape must be"),
    )


def test_exercises_of_lesson_04():
    name = "04_backpropagation_through_time"
    lesson_04 = functools.partial(find_check, name)

    def leaky(slope=0.5, direct=0.5, sign=1):
        def backward(d_outputs, cache, d_final_state):
            d_h, d_z = d_final_state, np.zeros_like(d_outputs)
            for t in reversed(range(d_outputs.shape[1])):
                d_h = d_h + d_outputs[:, t]
                squeezed = cache["squeezed"][:, t]
                d_z[:, t] = slope * d_h * (1 - squeezed**2)
                back = d_z[:, t] @ cache["recurrent_kernel"].T
                d_h = direct * d_h + sign * back
            return {
                "x": d_z @ cache["kernel"].T,
                "kernel": simple_rnn.sum_products(cache["x"], d_z),
                "recurrent_kernel": simple_rnn.sum_products(
                    cache["before"], d_z
                ),
                "bias": d_z.sum(axis=(0, 1)),
            }

        return backward

    expect(
        lesson_04("check_leaky_backward"),
        (leaky(), "Correct."),
        (leaky(sign=-1), "what goes to the step before"),
        (leaky(direct=-0.5), "what goes to the step before"),
        (leaky(slope=-0.5), "wrong already: look at d_z"),
    )
    expect(
        lesson_04("check_relu_d_z"),
        (lambda d_h, h: d_h * (h > 0), "Correct."),
        (lambda d_h, h: d_h * (1 - h**2), "the slope of tanh"),
        (lambda d_h, h: d_h * h, "however large h is"),
        (lambda d_h, h: np.maximum(d_h, 0), "not on that of the gradient"),
    )

    def spread(d_mean, mask, count):
        return mask[..., None] * (d_mean / count)[:, None]

    expect(
        lesson_04("check_d_outputs_of_mean"),
        (lambda d, m: spread(d, m, m.sum(1, keepdims=True)), "Correct."),
        (lambda d, m: spread(d, m, 1), "only one part of the mean: divide"),
        (lambda d, m: spread(d, m, 4), "not by all steps"),
        (lambda d, m: spread(d, m | True, 4), "a padded step is not part"),
        (lambda d, m: d, "the shape must be"),
    )


def logit(gate):
    """The bias that brings a gate to this value."""
    return np.log(gate / (1 - gate))


def test_exercises_of_lesson_05():
    name = "05_vanishing_and_exploding"
    lesson_05 = functools.partial(find_check, name)

    def radius(matrix):
        return np.abs(np.linalg.eigvals(matrix)).max()

    expect(
        lesson_05("check_vanishing_lag", "jacobian"),
        (lambda u: np.log(1e-6) / np.log(radius(u)), "Correct."),
        (lambda u: -6 / np.log(radius(u)), "use one logarithm"),
        (lambda u: np.log(1e6) / np.log(radius(u)), "the lag is negative"),
        (
            lambda u: np.log(1e-6) / np.log(np.linalg.norm(u, 2)),
            "the largest singular value",
        ),
        (lambda u: np.log(1e-6) / np.log(u.max()), "measured 62, predicted"),
    )

    def by_norm(gradients, limit, always=False):
        norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
        return [
            g * (limit / (norm if always else max(norm, limit)))
            for g in gradients
        ]

    def in_place(gradients, limit):
        for new, old in zip(by_norm(gradients, limit), gradients):
            old[:] = new
        return gradients

    def each(gradients, limit):
        return [by_norm([g], limit)[0] for g in gradients]

    def one_by_one(gradients, limit):
        short = all(np.linalg.norm(g) <= limit for g in gradients)
        return gradients if short else by_norm(gradients, limit)

    expect(
        lesson_05("check_clip"),
        (by_norm, "Correct."),
        (lambda gs, m: [np.clip(g, -m, m) for g in gs], "the direction has"),
        (each, "the direction has changed"),
        (lambda gs, m: by_norm(gs, m, True), "must stay as it is"),
        (in_place, "return new ones"),
        (one_by_one, "long together"),
    )

    expect(
        lesson_05("check_forget_bias"),
        (lambda lag, left: logit(left ** (1 / lag)), "Correct."),
        (lambda lag, left: left ** (1 / lag), "that is the gate's value"),
        (lambda lag, left: -logit(left ** (1 / lag)), "the sign is wrong"),
        (lambda lag, left: logit(left), "not after each"),
        (lambda lag, left: logit(left / lag), "expected 4.968"),
    )


def test_exercises_of_lesson_06():
    lesson_06 = functools.partial(find_check, "06_lstm", module=lstm)

    def counter(up=10, down=-10, letter=0, input_bias=10, forget_bias=10):
        kernel = [[0, 0, up, 0], [0, 0, down, 0]]
        bias = [input_bias, forget_bias, letter, 0]
        return lambda: (kernel, [[0, 0, 0, 0]], bias)

    expect(
        lesson_06("check_counter_weights"),
        (counter(), "Correct."),
        (counter(forget_bias=1), "the memory leaks"),
        (counter(input_bias=0), "the input gate is only 0.50 open"),
        (counter(letter=1), "a letter changes the memory"),
        (counter(-10, 10), "( must add and ) must subtract"),
        (counter(up=1), "the memory says"),
    )

    expect(
        lesson_06("check_forget_bias"),
        (lambda steps, share: logit(share ** (1 / steps)), "Correct."),
        (lambda steps, share: share ** (1 / steps), "that is the gate"),
        (lambda steps, share: logit(share), "at every single step"),
        (lambda steps, share: logit(1 - share / steps), "is left instead"),
    )

    def peepholes(late=True, through_gates=1, into_memory=1):
        """Both functions, and two places to forget something at."""

        def gates(z, c, p):
            z_i, z_f, z_g, z_o = np.split(z, 4, axis=-1)
            i = lstm.sigmoid(z_i + p[0] * c)
            f = lstm.sigmoid(z_f + p[1] * c)
            g = np.tanh(z_g)
            new_c = f * c + i * g
            o = lstm.sigmoid(z_o + p[2] * (new_c if late else c))
            return i, f, g, o, new_c

        def step(z, c, p):
            *_, o, new_c = gates(z, c, p)
            return o * np.tanh(new_c), new_c

        def backward(d_h, d_c, z, c, p):
            i, f, g, o, new_c = gates(z, c, p)
            d_z_o = d_h * np.tanh(new_c) * o * (1 - o)
            d_c = d_c + d_h * o * (1 - np.tanh(new_c) ** 2)
            d_c = d_c + into_memory * d_z_o * p[2]
            d_z_i, d_z_f = d_c * g * i * (1 - i), d_c * c * f * (1 - f)
            d_z = [d_z_i, d_z_f, d_c * i * (1 - g**2), d_z_o]
            d_p = [d_z_i * c, d_z_f * c, d_z_o * new_c]
            d_before = d_c * f + through_gates * (d_z_i * p[0] + d_z_f * p[1])
            return (
                np.concatenate(d_z, axis=-1),
                d_before,
                np.stack([part.sum(axis=0) for part in d_p]),
            )

        return step, backward

    def nothing(*arguments):
        return None

    check = lesson_06("check_peepholes")
    for answer, verdict in (
        (peepholes(), "Correct."),
        ((nothing, nothing), "peephole_step returns None"),
        ((peepholes()[0], nothing), "peephole_backward returns None"),
        (peepholes(late=False), "it must see the new"),
        (peepholes(through_gates=0), "the gradient to c is not"),
        (peepholes(into_memory=0), "the gradient check says"),
    ):
        assert verdict in said(check, answer), said(check, answer)


def test_exercises_of_lesson_07():
    lesson_07 = functools.partial(find_check, "07_gru", module=gru)

    def from_torch(order=(1, 0, 2), rows=(0, 1), transposed=True):
        def convert(*arrays):
            arrays = [np.split(array, 3) for array in arrays]
            w, u, *b = (np.concatenate([a[k] for k in order]) for a in arrays)
            bias = np.stack([b[row] for row in rows])
            return (w.T, u.T, bias) if transposed else (w, u, bias)

        return convert

    expect(
        lesson_07("check_from_torch", "torch_gru_step"),
        (from_torch(), "Correct."),
        (from_torch(order=(0, 1, 2)), "Keras wants the update gate first"),
        (from_torch(rows=(1, 0)), "rows of the bias are in the wrong order"),
        (from_torch(transposed=False), "kernel has shape (12, 3), not (3, 12)"),
        (from_torch(order=(2, 0, 1)), "other numbers than PyTorch's"),
    )

    def switch(gate=-20, hold=10, on=5, off=-5):
        kernel = [[gate, 0, on], [gate, 0, off]]
        return lambda: (kernel, [[0, 0, 0]], [[hold, 0, 0], [0, 0, 0]])

    expect(
        lesson_07("check_switch_weights"),
        (switch(), "Correct."),
        (switch(gate=20, hold=-10), "open, it keeps the old"),
        (switch(hold=3), "how open is the update gate?"),
        (switch(on=1), "after 'on' the state is 0.76"),
        (switch(off=5), "after 'off' the state is 1.00"),
    )

    def minimal(swapped=False, reset="before"):
        def step(x, h, kernel, recurrent_kernel, bias):
            units = h.shape[-1]
            from_x = x @ kernel + bias
            from_h = h @ recurrent_kernel
            f = lstm.sigmoid((from_x + from_h)[:, :units])
            u_g = recurrent_kernel[:, units:]
            memory = {
                "before": (f * h) @ u_g,
                "after": f * (h @ u_g),
                "never": h @ u_g,
            }[reset]
            g = np.tanh(from_x[:, units:] + memory)
            return f * h + (1 - f) * g if swapped else (1 - f) * h + f * g

        return step

    expect(
        lesson_07("check_minimal_step"),
        (minimal(), "Correct."),
        (minimal(swapped=True), "(1 - f) belongs to the old"),
        (minimal(reset="never"), "the candidate must see f * h"),
        (minimal(reset="after"), "before the product with U here"),
        (lambda x, h, *weights: h[0], "the shape must be (2, 4)"),
        (lambda x, h, *weights: h, "other numbers were expected"),
    )


def test_exercises_of_lesson_10():
    lesson_10 = functools.partial(find_check, "10_many_to_one")

    def reverse(tokens, mask):
        lengths = np.sum(mask, axis=1)
        rows = [row[:n][::-1] for row, n in zip(tokens, lengths, strict=True)]
        return [[*row, *[0] * (tokens.shape[1] - len(row))] for row in rows]

    expect(
        lesson_10("check_reverse"),
        (reverse, "Correct."),
        (lambda tokens, mask: tokens[:, ::-1], "the padding went to the left"),
        (lambda tokens, mask: tokens, "expected [[7, 6, 5], [9, 8, 0]]"),
        (lambda *given: [[7, 6, 5], [9, 8, 0]], "other lengths come out wrong"),
    )

    def mean(states, mask):
        return (states * mask[..., None]).sum(1) / mask.sum(1)[:, None]

    def median(states, mask):
        rows = zip(states, mask, strict=True)
        return [np.median(row[real], axis=0) for row, real in rows]

    expect(
        lesson_10("check_masked_mean"),
        (mean, "Correct."),
        (lambda states, mask: states.mean(axis=1), "the padded step (100)"),
        (
            lambda states, mask: (states * mask[..., None]).mean(axis=1),
            "divide by the number of real steps",
        ),
        (median, "expected [[3], [2]]"),
        (lambda states, mask: mean(states, mask)[:, 0], "shape must be (2, 1)"),
    )
    expect(
        lesson_10("check_turning_word"),
        (lambda x, p: x[np.abs(np.diff(p)).argmax() + 1], "Correct."),
        (lambda x, p: x[np.abs(np.diff(p)).argmax()], "the token before"),
        (lambda x, p: x[np.diff(p).argmax() + 1], "a fall counts as much"),
        (lambda x, p: x[-1], "a fall counts as much"),
        (lambda x, p: x[p.argmin()], "the largest jump is +0.5"),
    )


def test_exercises_of_lesson_10b():
    lesson_10b = functools.partial(find_check, "10b_four_more_answers")
    expect(
        lesson_10b("check_error"),
        (lambda p, y: np.mean(np.abs(np.subtract(p, y))), "Correct."),
        (lambda p, y: abs(np.mean(np.subtract(p, y))), "must not cancel"),
        (lambda p, y: np.mean(np.subtract(p, y) ** 2), "squared"),
        (lambda p, y: np.abs(np.subtract(p, y)).sum(), "2 on average"),
    )

    def majority(seen, asked):
        common = max(set(seen), key=list(seen).count)
        return asked.count(common) / len(asked)

    expect(
        lesson_10b("check_majority"),
        (majority, "Correct."),
        (lambda seen, asked: majority(asked, asked), "not the test's"),
        (lambda seen, asked: majority(seen, seen), "right once in four"),
        (lambda seen, asked: 1 / len(set(seen)), "right once in four"),
    )

    def clear(times=2.0, root=True):
        def answer(p, q, n):
            error = p * (1 - p) / n
            return p - q > times * (np.sqrt(error) if root else error)

        return answer

    expect(
        lesson_10b("check_clearly_better"),
        (clear(), "Correct."),
        (clear(times=1), "0.01 is below"),
        (clear(root=False), "0.01 is below"),
        (lambda p, q, n: p - q > 0.015, "it depends on n"),
        (lambda p, q, n: not clear()(q, p, n), "0.01 is below"),
    )


def test_exercises_of_lesson_10c():
    lesson_10c = functools.partial(find_check, "10c_training_well")

    def best_pass(losses, patience, first=1):
        best = 0
        for index, loss in enumerate(losses):
            best = index if loss < losses[best] else best
            if index - best >= patience:
                break
        return best + first

    expect(
        lesson_10c("check_best_pass"),
        (best_pass, "Correct."),
        (lambda losses, patience: int(np.argmin(losses)) + 1, "never sees"),
        (
            lambda losses, patience: best_pass(losses, patience, first=0),
            "count passes from 1",
        ),
        (lambda losses, patience: 4, "pass 2 is the best"),
        (lambda losses, patience: 2, "with patience 3"),
    )

    def weights(scale):
        return lambda labels: {x: scale(labels, x) for x in set(labels)}

    expect(
        lesson_10c("check_balanced"),
        (weights(lambda y, x: len(y) / 2 / y.count(x)), "Correct."),
        (weights(lambda y, x: 1 / y.count(x)), "mean weight of all ten"),
        (weights(lambda y, x: y.count(x) / len(y)), "as much as the one"),
        (weights(lambda y, x: 1.0), "as much as the one"),
        (lambda labels: {0: 1.0, 1: 9.0}, "the keys must be the labels"),
    )

    def diagnose(loss, val_loss, turned=lambda x: min(x) < x[-1]):
        if loss[-1] > 0.9 * loss[0]:
            return "underfits"
        return "overfits" if turned(val_loss) else "learns"

    expect(
        lesson_10c("check_diagnose"),
        (diagnose, "Correct."),
        (lambda *x: diagnose(*x, lambda y: y[-1] > y[0]), "show 'overfits'"),
        (lambda loss, val: "learns", "show 'overfits'"),
        (lambda loss, val: diagnose([1, 0], val), "show 'underfits'"),
    )


def test_exercises_of_lesson_09():
    lesson_10d = functools.partial(find_check, "10d_digits_and_patients")
    layers = keras.layers

    def reader(mask=None, masking=False):
        def build():
            keras.utils.set_random_seed(0)
            tokens = keras.Input((None,), dtype="int32")
            x = layers.Embedding(20, 8, mask_zero=True)(tokens) * 20.0
            x = layers.Masking()(x) if masking else x
            given = None if mask is None else mask(tokens, 0)
            x = layers.GRU(16)(x, mask=given)
            return keras.Model(tokens, layers.Dense(1)(x))

        return build

    expect(
        lesson_10d("check_padding"),
        (reader(keras.ops.not_equal), "Correct."),
        (reader(), "the mask does not reach the recurrent layer"),
        (reader(masking=True), "the mask does not reach"),
        (reader(keras.ops.equal), "True in a mask means that a step is real"),
    )

    losses = keras.losses
    expect(
        lesson_10d("check_loss"),
        (lambda: losses.SparseCategoricalCrossentropy(True), "Correct."),
        (losses.SparseCategoricalCrossentropy, "taken for probabilities"),
        (lambda: "sparse_categorical_crossentropy", "taken for probabilities"),
        (lambda: losses.CategoricalCrossentropy(True), "ids, or one-hot rows"),
    )

    def net(softmaxes, from_logits, compiled=True):
        def build():
            keras.utils.set_random_seed(0)
            model = keras.Sequential([keras.Input((6,)), layers.Dense(10)])
            for _ in range(softmaxes):
                model.add(layers.Softmax())
            if compiled:
                model.compile(
                    loss=losses.SparseCategoricalCrossentropy(from_logits)
                )
            return model

        return build

    expect(
        lesson_10d("check_floor"),
        (net(0, from_logits=True), "Correct."),
        (net(1, from_logits=False), "Correct."),
        (net(2, from_logits=False), "the loss is 1.46"),
        (net(1, from_logits=True), "the loss is 1.46"),
        (net(0, from_logits=False), "softmax must come exactly once"),
        (net(0, from_logits=True, compiled=False), "compile it"),
    )

    expect(
        lesson_10d("check_pairs"),
        (lambda rows: (rows[:, :-1], rows[:, 1:]), "Correct."),
        (lambda rows: (rows[:, 1:], rows[:, :-1]), "the throw before"),
        (lambda rows: (rows, rows), "has just been read"),
        (lambda rows: (rows, rows[:, 1:]), "differ in shape"),
        (lambda rows: (rows[:-1], rows[1:]), "along the second axis"),
        (lambda rows: (rows[:, :-1], rows[:, ::-1][:, 1:]), "it makes [1, 2"),
        (lambda rows: (rows[:, :-2], rows[:, 1:-1]), "two throws are lost"),
    )

    def foreteller(read, every_step=True):
        def build():
            keras.utils.set_random_seed(0)
            throws = keras.Input((None,), dtype="int32")
            x = layers.Embedding(6, 6, "orthogonal")(throws)
            x = read(x) if every_step else read(x)[:, -1]
            return keras.Model(throws, layers.Dense(6)(x))

        return build

    forward = layers.GRU(8, return_sequences=True)
    both_ways = layers.Bidirectional(layers.GRU(8, return_sequences=True))
    expect(
        lesson_10d("check_future"),
        (foreteller(forward), "Correct."),
        (foreteller(both_ways), "another last throw changes"),
        (foreteller(layers.Dense(8)), "the past may be read"),
        (foreteller(forward, every_step=False), "logits of shape (1, 6, 6)"),
    )


def softmax(x):
    """Probabilities of a vector of logits, without care for overflow."""
    return np.exp(x) / np.exp(x).sum()


def test_exercises_of_lesson_11():
    lesson_11 = functools.partial(find_check, "11_one_to_many")
    expect(
        lesson_11("check_tempered"),
        (lambda x, t: softmax(x / t - np.max(x / t)), "Correct."),
        (lambda x, t: softmax(x / t), "take the largest away first"),
        (lambda x, t: softmax(x * t), "divide, not multiply"),
        (lambda x, t: softmax(x), "that is temperature 1"),
        (lambda x, t: softmax(2 * x), "wrong for a temperature of 2"),
        (lambda x, t: np.exp(x / t), "must add up to 1"),
    )

    def nucleus(p, share, order=None, back=True, crossing=True):
        order = np.argsort(-p) if order is None else order
        total = np.cumsum(p[order])
        kept = (total - p[order] if crossing else total) < share - 1e-9
        if not back:
            return kept
        return kept[np.argsort(order)]

    expect(
        lesson_11("check_nucleus"),
        (nucleus, "Correct."),
        (
            lambda p, share: nucleus(p, share, order=np.arange(4)),
            "go from the most probable letter down",
        ),
        (
            lambda p, share: nucleus(p, share, back=False),
            "back at its letter's own place",
        ),
        (
            lambda p, share: nucleus(p, share, crossing=False),
            "the letter that crosses p stays too",
        ),
        (lambda p, share: np.argsort(-p)[:2], "one bool for each letter"),
    )
    expect(
        lesson_11("check_teacher"),
        (lambda ids: ([START, *ids], [*ids, END]), "Correct."),
        (lambda ids: (ids[:-1], ids[1:]), "how does the name end?"),
        (lambda ids: (ids, ids), "only learn to copy"),
        (lambda ids: ([*ids, END], [START, *ids]), "never read"),
        (lambda ids: [START, *ids, END], "return two lists"),
    )


def test_exercises_of_lesson_12():
    lesson_12 = functools.partial(find_check, "12_many_to_many")

    def count(tags, forgets=True):
        found, before = 0, "O"
        for tag in tags:
            if tag != "O":
                found += tag[0] == "B" or before[1:] != tag[1:]
            if forgets or tag != "O":
                before = tag
        return found

    expect(
        lesson_12("check_count_entities"),
        (count, "Correct."),
        (lambda tags: count(tags, False), "after O a new name begins"),
        (lambda tags: sum(x[0] == "B" for x in tags), "an I- after O begins"),
        (lambda tags: sum(x != "O" for x in tags), "it adds none"),
    )
    expect(
        lesson_12("check_f1"),
        (lambda a, b: 2 * len(a & b) / max(1, len(a) + len(b)), "Correct."),
        (
            lambda a, b: np.mean([len(a & b) / len(a), len(a & b) / len(b)]),
            "the plain mean",
        ),
        (
            lambda a, b: len({x[0] for x in a} & {x[0] for x in b}) / 2.5,
            "half a name is no name",
        ),
    )

    def marginal(scores, T, t, tag, add=np.logaddexp.reduce):
        def log_z(scores):
            alpha = scores[0]
            for s_t in scores[1:]:
                alpha = s_t + add(alpha[:, None] + T, axis=0)
            return np.logaddexp.reduce(alpha)

        ruled = np.full_like(scores, -np.inf)
        ruled[:t], ruled[t + 1 :] = scores[:t], scores[t + 1 :]
        ruled[t, tag] = scores[t, tag]
        return np.exp(log_z(ruled) - log_z(scores))

    def by_sums(scores, T, t, tag):
        """Right for small scores; the sums of large ones overflow."""
        odds, ruled = np.exp(scores), np.exp(scores)
        ruled[t] = np.where(np.arange(3) == tag, odds[t], 0)
        sums = []
        for rows in (ruled, odds):
            alpha = rows[0]
            for row in rows[1:]:
                alpha = row * (alpha @ np.exp(T))
            sums.append(alpha.sum())
        with np.errstate(invalid="ignore"):
            return sums[0] / sums[1]

    with np.errstate(over="ignore", invalid="ignore"):
        expect(
            lesson_12("check_marginal"),
            (marginal, "Correct."),
            (by_sums, "stay with logarithms"),
            (lambda s, T, t, tag: marginal(s, T.T, t, tag), "turned"),
            (lambda s, T, t, tag: softmax(s[t])[tag], "T is not used"),
            (lambda *given: np.log(marginal(*given)), "its logarithm"),
            (lambda *given: marginal(*given, add=np.max), "all 81 sequences"),
        )


def test_exercises_of_lesson_13():
    lesson_13 = functools.partial(find_check, "13_next_word")
    bits = np.log(2)
    expect(
        lesson_13("check_measures"),
        (lambda x: (np.exp(np.mean(x)), np.mean(x) / bits), "Correct."),
        (lambda x: (np.mean(np.exp(x)), np.mean(x) / bits), "not average"),
        (lambda x: (np.exp(np.sum(x)), np.sum(x) / bits), "not their sum"),
        (lambda x: (np.mean(x) / bits, np.exp(np.mean(x))), "other way round"),
        (lambda x: (np.exp(np.mean(x)), np.mean(x)), "these are nats"),
        (lambda x: np.exp(np.mean(x)), "give two numbers"),
    )
    expect(
        lesson_13("check_questions"),
        (lambda ids: ([START, *ids], [*ids, END]), "Correct."),
        (lambda ids: (ids, ids), "nothing to guess"),
        (lambda ids: (ids, [*ids, END]), "one target for each input"),
        (lambda ids: (ids[:-1], ids[1:]), "the inputs should be"),
    )

    def back_off(counts, shorter, kinds=None):
        kinds = np.sum(counts > 0) if kinds is None else kinds
        total = np.sum(counts) + kinds
        return (counts + kinds * shorter) / total if total else shorter

    expect(
        lesson_13("check_back_off"),
        (back_off, "Correct."),
        (lambda counts, _: counts / counts.sum(), "has probability zero"),
        (
            lambda counts, shorter: back_off(
                counts, shorter, np.sum(counts == 0)
            ),
            "here c is 4 and k is 2",
        ),
        (
            lambda counts, shorter: back_off(counts, shorter) * counts.any(),
            "never seen",
        ),
    )
