"""The checks of the exercises say what is wrong with wrong answers.

`make notebooks` solves every exercise with its folded solution and leaves every
stub unsolved. Here each check of a lesson also gets two or more typical wrong
answers.
"""

import contextlib
import functools
import io
import json
import random
from pathlib import Path

import keras
import numpy as np

import keras_rnn
from keras_rnn.data.datasets import hash_fraction
from keras_rnn.scratch import gru, lstm, simple_rnn
from keras_rnn.text import END, START


def find_check(notebook, name, *helpers, module=None):
    """A check out of a lesson, with what it needs of that lesson only.

    Args:
        notebook: str, the lesson.
        name: str, the check.
        *helpers: str, functions and values of the lesson that it uses.
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
            f"def {wanted}(" in source or source.startswith(f"{wanted} = ")
            for wanted in (name, *helpers)
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


def test_exercises_of_lesson_00():
    lesson_00 = functools.partial(find_check, "00_why_order_matters")

    def bigrams(text, joined=" ".join, step=1, unique=False):
        words = text.split()
        pairs = [joined(x) for x in zip(words, words[1:])][::step]
        return sorted(set(pairs)) if unique else pairs

    expect(
        lesson_00("check_bigrams"),
        (bigrams, "Correct."),
        (lambda text: bigrams(text, tuple), "one string"),
        (lambda text: bigrams(text, step=2), "'love to' is one too"),
        (lambda text: bigrams(text + " <end>"), "not four"),
        (lambda text: bigrams(text, unique=True), "in the order of the text"),
        (lambda text: bigrams(text) or [text], "no neighbour"),
        (lambda text: iter(bigrams(text)), "Correct."),
        (lambda text: bigrams(text, "".join), "got ['ilove'"),
    )

    def weights(dense_bias="n", recurrent_bias="n"):
        def count(length, vocabulary, n):
            bias = {"n": n, "length": length, "0": 0, "v": vocabulary}
            dense = length * vocabulary * n + bias[dense_bias]
            return dense, (vocabulary + n) * n + bias[recurrent_bias]

        return count

    expect(
        lesson_00("check_weights"),
        (weights(), "Correct."),
        (weights("0", "0"), "the biases are missing"),
        (weights("length"), "in the vocabulary, 5 neurons the dense layer"),
        (weights("n", "length"), "5 neurons the recurrent layer"),
        (weights("v"), "10 neurons the dense layer"),
        (lambda length, v, n: length * v * n + n, "Not yet: TypeError"),
    )

    def swap(text, rng, places=None, distance=1):
        words = text.split()
        at = rng.randrange(places or len(words) - distance)
        there = at + distance
        words[at], words[there] = words[there], words[at]
        return " ".join(words)

    def forgetful(text, rng):
        return swap(text, np.random.default_rng(), 1)

    expect(
        lesson_00("check_swap_two"),
        (swap, "Correct."),
        (lambda text, rng: swap(text, rng, places=1), "always the same"),
        (lambda text, rng: swap(text, rng, places=3), "'a b c e d' never came"),
        (lambda text, rng: swap(text, rng, distance=2), "two neighbours"),
        (
            lambda text, rng: swap(text, random.Random()),
            "equal seeds must give equal answers",
        ),
        (lambda text, rng: text, "exactly two neighbours"),
        (lambda text, rng: text[:-2], "lost or doubled"),
    )


def test_exercises_of_lesson_01():
    lesson_01 = functools.partial(find_check, "01_text_to_tensors")
    expect(
        lesson_01("check_padding_share"),
        (lambda n: 1 - sum(n) / (len(n) * max(n)), "Correct."),
        (lambda n: sum(n) / (len(n) * max(n)), "the share of real tokens"),
        (lambda n: (max(n) - min(n)) / (2 * max(n)), "lengths [1, 2, 3, 6]"),
        (lambda n: (max(n) - min(n)) / (len(n) * max(n)), "[1, 2, 3, 6]"),
        (lambda n: 1 - sum(n) / (len(n) * n[0]), "lengths [1, 2, 3, 6]"),
    )

    def head_and_tail(extra=0, always=False, turned=False):
        def cut(ids, limit):
            if len(ids) <= limit and not always:
                return ids
            head = (limit + extra) // 2
            tail = ids[len(ids) - (limit - head) :]
            return ids[:head] + (tail[::-1] if turned else tail)

        return cut

    expect(
        lesson_01("check_head_and_tail"),
        (head_and_tail(), "Correct."),
        (head_and_tail(always=True), "nothing twice"),
        (head_and_tail(extra=1), "the odd one comes from the end"),
        (head_and_tail(turned=True), "keep its order"),
        (lambda ids, n: ids[:n], "only one end is kept"),
        (
            lambda ids, n: (
                ids
                if len(ids) <= n
                else ids[: n // 2] + ids[len(ids) - n // 2 :]
            ),
            "there must be 5 left, not 4",
        ),
    )

    def mean(v, m):
        return (v * m[..., None]).sum(axis=1) / m.sum(axis=1)[:, None]

    expect(
        lesson_01("check_mean_of_real"),
        (mean, "Correct."),
        (lambda v, m: v.mean(axis=1), "padding is averaged too"),
        (lambda v, m: (v * m[..., None]).mean(axis=1), "half of what"),
        (lambda v, m: (v * m[..., None]).sum(axis=1), "that is the sum"),
        (lambda v, m: v.sum(axis=1) / m.sum(axis=1)[:, None], "pads are in"),
        (lambda v, m: mean(v, m)[:, :1], "the shape must be"),
        (lambda v, m: mean(v, ~m | m), "padding is averaged too"),
        (lambda v, m: mean(v, m)[:, :1].repeat(3, axis=1), "row 0 should be"),
    )

    def pairs(keep, times=1):
        return lambda ids, window: times * [
            (ids[i], ids[j])
            for i in range(len(ids))
            for j in range(len(ids))
            if keep(i, j, window, ids)
        ]

    def are_near(i, j, window, ids):
        return 0 < abs(i - j) <= window

    expect(
        lesson_01("check_skip_gram_pairs"),
        (pairs(are_near), "Correct."),
        (pairs(lambda i, j, w, ids: 0 < j - i <= w), "on both sides"),
        (pairs(lambda i, j, w, ids: abs(i - j) <= w), "its own neighbour"),
        (pairs(lambda i, j, w, ids: 0 < abs(i - j) < w), "window 1 come"),
        (pairs(lambda i, j, w, ids: abs(i - j) == w), "10 pairs, not 4"),
        (
            pairs(lambda i, j, w, ids: abs(i - j) <= w and ids[i] != ids[j]),
            "4 pairs, not 2",
        ),
        (
            pairs(lambda i, j, w, ids: 0 < (i - j) % len(ids) % 3 <= w),
            "mind ids[-1]",
        ),
        (pairs(are_near, times=2), "each pair once"),
    )


def test_exercises_of_lesson_02():
    lesson_02 = functools.partial(find_check, "02_recurrent_by_hand")
    expect(
        lesson_02("check_count_weights"),
        (lambda f, u: f * u + u * u + u, "Correct."),
        (lambda f, u: f * u + u * u, "the bias is missing"),
        (lambda f, u: f * u + u, "the state comes in by weights too"),
        (lambda f, u: f * u + f * f + u, "no features in it"),
        (lambda f, u: 30, "Keras counts"),
        (lambda f, u: f * u + u * u + f // 2, "Keras counts"),
    )
    expect(
        lesson_02("check_latch"),
        (lambda: (3, 3, 0), "Correct."),
        (lambda: (3, 1, 0), "steps after the 1 the state is down to"),
        (lambda: (1, 3, 0), "a 1 takes the state only to 0.76"),
        (lambda: (3, 3, 1), "look at the bias"),
        (lambda: (3, 3), "Not yet: ValueError"),
    )

    def leaky(keep=0.5, carry=True, masked=True, states=True, first=0.0):
        def forward(x, kernel, recurrent_kernel, bias, mask):
            h, found = np.full((len(x), len(bias)), first), []
            for t in range(x.shape[1]):
                back = h @ recurrent_kernel if carry else 0
                full = np.tanh(x[:, t] @ kernel + back + bias)
                new_h = keep * h + (1 - keep) * full
                h = np.where(mask[:, t, None], new_h, h) if masked else new_h
                found.append(h)
            return np.stack(found, axis=1) if states else h

        return forward

    expect(
        lesson_02("check_leaky_forward"),
        (leaky(), "Correct."),
        (leaky(keep=0), "half of the old state stays"),
        (leaky(keep=0.9), "row 0 goes wrong at step 0"),
        (leaky(carry=False), "row 0 goes wrong at step 1: is h carried on?"),
        (leaky(masked=False), "row 1 goes wrong at step 2, which is padding"),
        (leaky(states=False), "the states of all steps are wanted"),
        (leaky(first=1.0), "does h start at zero?"),
    )

    def surprise(p, came, mask, sign=-1, divide=None, log=np.log):
        rows, steps = np.indices(came.shape)
        costs = sign * log(p[rows, steps, came])
        return (costs * mask).sum() / (divide or mask.sum())

    expect(
        lesson_02("check_mean_surprise"),
        (surprise, "Correct."),
        (lambda *a: surprise(*a, sign=1), "the sign"),
        (lambda *a: surprise(*a, log=np.log2), "the natural logarithm"),
        (lambda *a: surprise(*a, divide=8), "in the number that you divide"),
        (lambda *a: surprise(*a, divide=1), "that is the sum"),
        (lambda p, c, m: surprise(p, c, m | True), "padding counts too"),
        (lambda p, c, m: surprise(p, p.argmax(-1), m), "the letter that came"),
        (
            lambda *a: np.mean(
                [surprise(*(x[[i]] for x in a)) for i in (0, 1)]
            ),
            "a mean of means",
        ),
        (lambda p, c, m: -np.log(p), "one number is wanted"),
    )
    expect(
        lesson_02("check_last_real"),
        (
            lambda s, m: s[np.arange(len(s)), m.sum(axis=1) - 1],
            "Correct.",
        ),
        (lambda s, m: s[:, -1], "taken from the padding"),
        (
            lambda s, m: s[np.arange(3), np.minimum(m.sum(axis=1), 3)],
            "one step too late",
        ),
        (lambda s, m: s[m], "the shape must be"),
        (lambda s, m: s.max(axis=1), "the largest state is not"),
        (
            lambda s, m: np.where(m[..., None], s, -9).max(axis=1),
            "the largest state is not",
        ),
        (lambda s, m: (s * m[..., None]).sum(axis=1), "that is the sum"),
        (lambda s, m: s[:, 1], "1, 3 and 0"),
    )


def test_exercises_of_lesson_03():
    lesson_03 = functools.partial(find_check, "03_five_patterns")
    check = lesson_03("check_patterns", "PROBLEMS")
    problems = check.__wrapped__.__globals__["PROBLEMS"]
    solved = {problem: name for problem, (name, _) in problems.items()}

    def but(**changes):
        wrong = {
            problem: name
            for problem in solved
            for word, name in changes.items()
            if word in problem
        }
        return lambda: {**solved, **wrong}

    expect(
        check,
        (but(), "Correct."),
        (but(spam="one to one"), "how many answers for one mail?"),
        (but(report="in step"), "before the report has been read"),
        (but(letters="in step"), "as many sounds as letters"),
        (but(price="many to one"), "is anything read in an order?"),
        (but(melody="many to many"), "is none of"),
        (lambda: {}, "is missing"),
    )

    def write(fed=True, carried=True, ends=True, first=True, counts=True):
        def loop(h, step, answer, start, end, most):
            token, written, h0 = start if first else end, [], h
            while len(written) < (most if counts else 9):
                x_t = np.eye(5)[token if fed or not written else start]
                h = step(x_t, h if carried else h0)
                new = int(np.argmax(answer(h)))
                token = new
                if ends == "without" and new == end:
                    break
                written.append(new)
                if ends and new == end:
                    break
            return written

        return loop

    expect(
        lesson_03("check_write_by_hand"),
        (write(), "Correct."),
        (write(fed=False), "the token written just before"),
        (write(carried=False), "does not get the state of the step before"),
        (write(ends=False), "when does it stop?"),
        (write(ends="without"), "the end belongs to the list"),
        (write(first=False), "must be the start token"),
        (write(counts=False), "it must stop after two tokens"),
        (lambda h, step, answer, *_: [step(4, h)], "x_t must be one-hot"),
    )

    def ahead(places=None, back=0, digits=(1, 2, 3, 4, 5, 6, 7, 8, 9)):
        def looks(task, row):
            for at in places or range(len(row)):
                for digit in digits:
                    changed = [*row]
                    changed[at] = digit
                    same = slice(0, len(row) if back else at % len(row))
                    if list(task(changed))[same] != list(task(row))[same]:
                        return True
            return False

        return looks

    expect(
        lesson_03("check_looks_ahead"),
        (ahead(), "Correct."),
        (ahead(places=[-1]), "'first: is the second even? then zeros'"),
        (ahead(back=1), "of every task"),
        (ahead(digits=[6]), "to more than one other"),
        (lambda task, row: True, "it says True of every task"),
        (
            lambda task, row: task(row) != task(row[::-1])[::-1],
            "'turned around' looks ahead",
        ),
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
        (leaky(slope=-0.5), "wrong already: look at d_a"),
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


def test_the_ladder_of_lesson_04():
    name = "04_backpropagation_through_time"
    lesson_04 = functools.partial(find_check, name)

    def step(x, h, w, u, b):
        return np.tanh(x @ w + h @ u + b)

    expect(
        lesson_04("check_my_step"),
        (step, "Correct."),
        (lambda x, h, w, u, b: x @ w + h @ u + b, "this is the weighted sum"),
        (lambda x, h, w, u, b: np.tanh(x @ w + h @ u), "the bias"),
        (lambda x, h, w, u, b: np.tanh(x @ w + b), "old state has no part"),
        (lambda x, h, w, u, b: step(x, h, w, u.T, b), "U is not transposed"),
    )

    def loop(masked="keep", carry=True, last=False):
        def my_loop(x, w, u, b, mask):
            h, states = np.zeros((len(x), len(b))), []
            for t in range(x.shape[1]):
                new = step(x[:, t], h if carry else 0 * h, w, u, b)
                if mask is not None and masked != "ignore":
                    old = h if masked == "keep" else 0 * h
                    new = np.where(mask[:, t, None], new, old)
                h = new
                states.append(h)
            return h if last else np.stack(states, axis=1)

        return my_loop

    expect(
        lesson_04("check_my_loop"),
        (loop(), "Correct."),
        (loop(last=True), "the shape must be (2, 4, 5)"),
        (loop(carry=False), "hand the new state on"),
        (loop(masked="ignore"), "the mask changes nothing"),
        (loop(masked="zero"), "yours is zero there"),
    )

    def loss(over=3, sign=1, drop=1, largest=True, sum_up=False):
        def my_loss(logits, answers):
            shift = logits.max(axis=1, keepdims=True) if largest else 0
            odds = np.exp(logits - shift)
            odds /= odds.sum(axis=1, keepdims=True)
            chances = odds[np.arange(3), answers]
            with np.errstate(divide="ignore"):
                losses = -np.log(chances)
            d_logits = sign * (odds - drop * np.eye(3)[answers]) / over
            return losses.sum() if sum_up else losses.mean(), d_logits

        return my_loss

    expect(
        lesson_04("check_my_loss"),
        (loss(), "Correct."),
        (loss(sum_up=True), "it must be the mean"),
        (loss(over=1), "that of the sum"),
        (loss(sign=-1), "the sign of its gradient"),
        (loss(drop=0), "the right answer gets p - 1"),
        (loss(largest=False), "exp overflows"),
    )

    def back(slope=True, wrong_state=False, summed=True, straight=False):
        def my_step_back(d_h, x, before, h, w, u):
            d_a = d_h * (1 - h**2) if slope else d_h
            d_u = (h if wrong_state else before).T @ d_a
            d_b = d_a.sum(axis=0) if summed else d_a
            return (
                d_a @ w.T,
                d_a @ (u if straight else u.T),
                x.T @ d_a,
                d_u,
                d_b,
            )

        return my_step_back

    expect(
        lesson_04("check_my_step_back"),
        (back(), "Correct."),
        (back(slope=False), "arrow 3 is missing"),
        (back(straight=True), "h_before is wrong: through U, transposed"),
        (back(wrong_state=True), "the state *before*"),
        (back(summed=False), "the gradient of bias has shape"),
    )

    def loop_back(right=True, onward="pass", added=True):
        def my_loop_back(d_outputs, x, states, w, u, mask):
            if mask is None:
                mask = np.ones(states.shape[:2], "bool")
            zeros = np.zeros_like(states[:, :1])
            before = np.concatenate([zeros, states[:, :-1]], axis=1)
            come, d_a = zeros[:, 0], np.zeros_like(states)
            for t in reversed(range(states.shape[1])):
                real = mask[:, t, None]
                d_h = d_outputs[:, t] + (come if right else 0)
                d_a[:, t] = real * d_h * (1 - states[:, t] ** 2)
                past = {"pass": d_h, "stop": 0 * d_h, "old": come}[onward]
                come = np.where(real, d_a[:, t] @ u.T, past)
            d_w = simple_rnn.sum_products(x, d_a)
            return {
                "x": d_a @ w.T,
                "kernel": d_w if added else x[:, 0].T @ d_a[:, 0],
                "recurrent_kernel": simple_rnn.sum_products(before, d_a),
                "bias": d_a.sum(axis=(0, 1)),
            }

        return my_loop_back

    expect(
        lesson_04("check_my_loop_back"),
        (loop_back(), "Correct."),
        (loop_back(right=False), "those before it not: add arrow 2"),
        (loop_back(added=False), "is it added up over all steps?"),
        (loop_back(onward="stop"), "must pass a masked step"),
        (loop_back(onward="old"), "must pass a masked step"),
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
        lesson_05("check_vanishing_lag", "jacobian", "measured_lag"),
        (lambda u: np.log(1e-6) / np.log(radius(u)), "Correct."),
        (lambda u: -6 / np.log(radius(u)), "use one logarithm"),
        (lambda u: np.log(1e6) / np.log(radius(u)), "the lag is negative"),
        (
            lambda u: np.log(1e-6) / np.log(np.linalg.norm(u, 2)),
            "the largest singular value",
        ),
        (lambda u: np.log(1e-6) / np.log(u.max()), "measured 62, predicted"),
        (
            lambda u: np.log(1e-6) / np.log(np.linalg.eigvals(u).max().real),
            "np.abs first",
        ),
        (lambda u: 62, "it must look at the matrix"),
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
        lesson_05("check_with_radius"),
        (lambda u, wanted: u * (wanted / radius(u)), "Correct."),
        (lambda u, wanted: u / radius(u), "whatever was asked for"),
        (
            lambda u, wanted: u * (wanted / np.linalg.norm(u, 2)),
            "the largest singular value is 0.9 now",
        ),
        (lambda u, wanted: u * (wanted / u.max()), "the radius is"),
        (lambda u, wanted: wanted * np.eye(len(u)), "scaled as a whole"),
        (lambda u, wanted: np.multiply(u, 0.5, out=u), "return a new one"),
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
        (lambda steps, share: -logit(share ** (1 / steps)), "sign is wrong"),
        (lambda steps, share: logit(share), "at every single step"),
        (lambda steps, share: logit(1 - share / steps), "is left instead"),
    )

    def peepholes(late=True, through_gates=1, into_memory=1, out=1, into=1):
        """Both functions, and two places to forget something at."""

        def gates(z, c, p):
            z_i, z_f, z_g, z_o = np.split(z, 4, axis=-1)
            i = lstm.sigmoid(z_i + into * p[0] * c)
            f = lstm.sigmoid(z_f + into * p[1] * c)
            g = np.tanh(z_g)
            new_c = f * c + i * g
            o = lstm.sigmoid(z_o + out * p[2] * (new_c if late else c))
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

    check = lesson_06("check_peepholes", "wrong_step", "peepholes_by_hand")
    for answer, verdict in (
        (peepholes(), "Correct."),
        ((nothing, nothing), "peephole_step returns None"),
        ((peepholes()[0], nothing), "peephole_backward returns None"),
        (peepholes(late=False), "it must see the new"),
        (peepholes(through_gates=0), "the gradient to c is not"),
        (peepholes(into_memory=0), "The third is missing in d_c"),
        (peepholes(out=0), "where is p_o?"),
        (peepholes(into=0), "input and forget gate do not look"),
    ):
        assert verdict in said(check, answer), said(check, answer)


def test_the_ladder_of_lesson_06():
    lesson_06 = functools.partial(find_check, "06_lstm", module=lstm)
    swap = [4, 5, 6, 7, 0, 1, 2, 3, *range(8, 16)]

    def parts(*arguments):
        return lstm.step(*arguments)  # h, c, i, f, g, o

    def step(answer):
        def my_lstm_step(x, h, c, *weights):
            return answer(c, *parts(x, h, c, *weights))

        return my_lstm_step

    expect(
        lesson_06("check_my_lstm_step"),
        (step(lambda old, h, c, *gates: (h, c)), "Correct."),
        (step(lambda old, h, c, *gates: (c, h)), "h comes first"),
        (
            step(lambda old, h, c, i, f, g, o: (h, i * old + f * g)),
            "the gates are swapped",
        ),
        (
            step(lambda old, h, c, i, f, g, o: (h, f * old + g)),
            "where is the input gate?",
        ),
        (step(lambda old, h, c, i, f, g, o: (o * c, c)), "shows its tanh"),
        (
            step(lambda old, h, c, i, f, g, o: (o * np.tanh(old), c)),
            "not the old one",
        ),
    )

    def loop(keep=("h", "c"), carry=True, masked=True, zero=False):
        def my_lstm_loop(x, w, u, b, mask):
            h, c = np.zeros((2, len(x), len(u)))
            outputs = []
            for t in range(x.shape[1]):
                new_h, new_c, *_ = lstm.step(x[:, t], h, c, w, u, b)
                real = np.ones((len(x), 1), "bool")
                if mask is not None and masked:
                    real = mask[:, t, None]
                old_h = 0 * h if zero else h
                h = np.where(real, new_h, old_h) if "h" in keep else new_h
                c = np.where(real, new_c, c) if "c" in keep else new_c
                c = c if carry else 0 * c
                outputs.append(h)
            return np.stack(outputs, axis=1), c

        return my_lstm_loop

    expect(
        lesson_06("check_my_lstm_loop"),
        (loop(), "Correct."),
        (loop(carry=False), "h is handed on, c is not"),
        (loop(masked=False), "the mask changes nothing"),
        (loop(zero=True), "yours is zero there"),
        (loop(keep=("h",)), "c must stay, too"),
    )

    def back(branch=1, tanh=True, slope=True, order=None):
        def my_lstm_step_back(d_h, d_c, c, before, i, f, g, o):
            d_a, _ = lstm.step_backward(d_h, d_c, c, before, i, f, g, o)
            slopes = [i * (1 - i), f * (1 - f), 1 - g**2, o * (1 - o)]
            d_a = d_a if slope else d_a / np.concatenate(slopes, axis=-1)
            through = 1 - np.tanh(c) ** 2 if tanh else 1
            d_c = d_c + branch * d_h * o * through
            return d_a if order is None else d_a[:, order], d_c * f

        return my_lstm_step_back

    expect(
        lesson_06("check_my_lstm_step_back"),
        (back(), "Correct."),
        (back(branch=0), "arrow 2 is missing"),
        (back(tanh=False), "arrow 2 goes through the tanh"),
        (back(slope=False), "arrow 7 is missing"),
        (back(order=swap), "the part of i in d_a is not"),
    )

    def loop_back(hand_on=("h", "c"), past=True, zero=True):
        def my_lstm_loop_back(d_outputs, cache):
            cells = cache["cells"]
            before = np.concatenate([0 * cells[:, :1], cells[:, :-1]], axis=1)
            d_h, d_c = np.zeros((2, *cells[:, 0].shape))
            d_a = np.zeros((*cells.shape[:2], 4 * cells.shape[2]))
            for t in reversed(range(cells.shape[1])):
                real = cache["mask"][:, t, None]
                d_h = d_h + d_outputs[:, t]
                gates = [cache[name][:, t] for name in lstm.GATES]
                d_sums, d_before = lstm.step_backward(
                    d_h, d_c, cells[:, t], before[:, t], *gates
                )
                d_a[:, t] = np.where(real, d_sums, 0) if zero else d_sums
                back = d_a[:, t] @ cache["recurrent_kernel"].T
                d_h = np.where(real, back, d_h if past else 0)
                d_c = np.where(real, d_before, d_c if past else 0)
                d_h, d_c = ("h" in hand_on) * d_h, ("c" in hand_on) * d_c
            return d_a

        return my_lstm_loop_back

    expect(
        lesson_06("check_my_lstm_loop_back"),
        (loop_back(), "Correct."),
        (loop_back(hand_on=("h",)), "hand on both"),
        (loop_back(hand_on=("c",)), "hand on both"),
        (loop_back(past=False), "must both pass a masked step"),
        (loop_back(zero=False), "at a masked step d_a must be zero"),
    )


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
        (
            lambda: (
                [[0, 0, 9], [0, 0, -9]],
                [[0, 0, 3]],
                [[-9, 9, 0], [0] * 3],
            ),
            "the state holds, but not by the gate",
        ),
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
        (lambda p, y: np.abs(np.subtract(p, y)), "give their mean"),
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
        (lambda seen, asked: max(set(seen), key=seen.count), "is the class"),
        (
            lambda seen, asked: asked.count(seen[0]) / len(asked),
            "count, whatever comes first",
        ),
        (
            lambda seen, asked: asked.count(min(seen)) / len(asked),
            "count, whatever comes first",
        ),
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
        (weights(lambda y, x: len(y) / len(set(y)) / y.count(x)), "Correct."),
        (weights(lambda y, x: len(y) / 2 / y.count(x)), "three classes"),
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
        (
            lambda loss, val: (
                "underfits"
                if loss[-1] > loss[0] - 0.1
                else diagnose([1, 0], val)
            ),
            "show 'learns'",
        ),
        (lambda loss, val: "learns", "show 'overfits'"),
        (lambda loss, val: diagnose([1, 0], val), "show 'underfits'"),
    )


def test_exercises_of_lesson_10d():
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
        (lambda: "mse", "ids, or one-hot rows"),
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
        (lambda rows: rows[:, :-1], "return two arrays"),
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


def test_exercises_of_lesson_08():
    lesson_08 = functools.partial(find_check, "08_from_numpy_to_keras")

    def in_pieces(pieces, kept=lambda states: states, with_mask=True):
        def answer(layer, x, mask, size):
            states = None
            for at in pieces(x.shape[1], size):
                part = slice(at, at + size)
                given = mask[:, part] if with_mask else None
                _, *last = layer(x[:, part], mask=given, initial_state=states)
                states = kept(last)
            return last

        return answer

    def whole(steps, size):
        return range(0, steps, size)

    def without_rest(steps, size):
        return range(0, steps - steps % size, size)

    expect(
        lesson_08("check_in_pieces"),
        (in_pieces(whole), "Correct."),
        (in_pieces(whole, lambda last: None), "the last piece alone"),
        (in_pieces(whole, with_mask=False), "as if it were text"),
        (in_pieces(without_rest), "which is shorter, is left out"),
        (in_pieces(whole, lambda last: last[::-1]), "both h and c"),
        (lambda layer, x, mask, size: layer(x), "h and c, not 3 parts"),
    )
    expect(
        lesson_08("check_places"),
        (lambda mask: np.cumsum(mask, axis=1) - 1, "Correct."),
        (lambda mask: np.cumsum(mask, axis=1), "places begin at 0"),
        (lambda mask: np.cumsum(mask), "the shape is"),
        (lambda mask: np.cumsum(mask, axis=0) - 1, "[-1, 0, -1, 0, 0], not"),
        (
            lambda mask: np.where(mask, np.cumsum(mask, axis=1) - 1, -1),
            "the real step before it",
        ),
        (lambda mask: np.where(mask, np.arange(mask.shape[1]), -1), "it gives"),
    )

    def merge(*order):
        def answer(states):
            parts = [states[index] for index in order]
            pairs = zip(parts[::2], parts[1::2])
            return [np.concatenate(pair, axis=-1) for pair in pairs]

        return answer

    expect(
        lesson_08("check_merge"),
        (merge(0, 2, 1, 3), "Correct."),
        (merge(0, 1, 2, 3), "the h and the c of the forward"),
        (merge(2, 0, 3, 1), "backward stands before forward"),
        (merge(1, 3, 0, 2), "h is made of parts"),
        (lambda states: states, "two states, not 4"),
        (lambda s: [s[0] + s[2], s[1] + s[3]], "not (2, 6) twice"),
    )


def test_exercises_of_fast_loops():
    check = find_check("appendix/fast_loop", "check_kernel_gradient", "Counted")

    def long(h, d):
        return h.reshape(-1, h.shape[-1]).T @ d.reshape(-1, d.shape[-1])

    def swapped(h, d):
        return long(h.transpose(1, 0, 2), d)

    expect(
        check,
        (long, "Correct."),
        (lambda h, d: np.einsum("tbu,tbw->uw", h, d), "Correct."),
        (lambda h, d: sum(a.T @ b for a, b in zip(h, d)), "with 6 products"),
        (lambda h, d: sum(np.dot(a.T, b) for a, b in zip(h, d)), "6 products"),
        (lambda h, d: sum(a.T.dot(b) for a, b in zip(h, d)), "6 products"),
        (lambda h, d: h[-1].T @ d[-1], "the last step alone"),
        (swapped, "the same step of the same text"),
        (lambda h, d: h.transpose(0, 2, 1) @ d, "the shape is (6, 3, 12)"),
    )


def test_exercises_of_honest_scores():
    lesson_09 = functools.partial(find_check, "09_honest_scores")

    def letters(text):
        return "".join(filter(str.isalnum, text.lower()))

    def split_by(is_test):
        def split(items):
            return (
                [item for item in items if not is_test(item)],
                [item for item in items if is_test(item)],
            )

        return split

    expect(
        lesson_09("check_split", "rows_with_tossed_labels"),
        (split_by(lambda item: hash_fraction(item) < 0.2), "Correct."),
        (
            split_by(lambda item: hash(item) % 5 == 0),
            "Python's hash is another",
        ),
        (split_by(lambda item: len(item) % 5 == 0), "a share of"),
        (
            split_by(lambda item: hash_fraction(item) < 0.5),
            "expected about 0.2",
        ),
        (lambda items: (items[200:], items[:200]), "are in both parts"),
        (
            lambda items: (
                sorted(set(items))[80:],
                sorted(set(items))[:80],
            ),
            "got lost",
        ),
    )
    expect(
        lesson_09("check_twins"),
        (lambda a, b: sum(x in a for x in b), "other capitals"),
        (
            lambda a, b: sum(x.lower() in {y.lower() for y in a} for x in b),
            "other capitals",
        ),
        (
            lambda a, b: len({letters(x) for x in b} & {letters(x) for x in a}),
            "two copies of one text",
        ),
        (
            lambda a, b: sum(letters(x) in {letters(y) for y in a} for x in b),
            "words run together",
        ),
    )
    expect(
        lesson_09("check_authors"),
        (
            lambda rows: (
                [row for row in rows if hash_fraction(row[1]) >= 0.2],
                [row for row in rows if hash_fraction(row[1]) < 0.2],
            ),
            "Correct.",
        ),
        (
            lambda rows: (
                [row for row in rows if hash_fraction(row[0]) >= 0.2],
                [row for row in rows if hash_fraction(row[0]) < 0.2],
            ),
            "its text, or its author",
        ),
        (lambda rows: (rows, []), "share of 0.00"),
        (lambda rows: (rows[1:], rows[:0]), "got lost"),
    )

    def interval(statistics, size=None, replace=True, level=95):
        def answer(right):
            rng = np.random.default_rng(0)
            count = len(right) if size is None else size
            drawn = [
                statistics(rng.choice(right, count, replace))
                for _ in range(1000)
            ]
            return np.percentile(drawn, [50 - level / 2, 50 + level / 2])

        return answer

    expect(
        lesson_09("check_interval"),
        (interval(np.mean), "Correct."),
        (interval(np.mean, replace=False), "Draw with replacement"),
        (interval(np.mean, size=50), "as wide as it should be"),
        (interval(np.mean, level=68), "as wide as it should be"),
        (lambda right: (right.mean() - right.std(), 1.0), "far too wide"),
        (lambda right: (0.0, 0.1), "does not hold that"),
    )

    def f1(truth, answers, label):
        right = sum(t == a == label for t, a in zip(truth, answers))
        both = truth.count(label) + answers.count(label)
        return 2 * right / both

    def mean_f1(truth, answers):
        return np.mean([f1(truth, answers, x) for x in sorted({*truth})])

    expect(
        lesson_09("check_macro_f1"),
        (mean_f1, "Correct."),
        (lambda t, a: np.mean([x == y for x, y in zip(t, a)]), "the accuracy"),
        (
            lambda t, a: sum(f1(t, a, x) * t.count(x) for x in {*t}) / len(t),
            "weighted by their texts",
        ),
        (
            lambda t, a: np.mean([f for x in {*t} if (f := f1(t, a, x))]),
            "is left out",
        ),
        (
            lambda t, a: np.mean([f1(t, a, x) for x in {*a}]),
            "nobody answers b",
        ),
        (lambda t, a: 0.5, "4 right, 5 answered, 6 there"),
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
        (lambda a, b: len(a & b) / max(1, len(a | b)), "Jaccard"),
        (lambda a, b: 2 * len(a & b) / (len(a) + len(b)), "ZeroDivisionError"),
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

    def windows(ids, size, start=START, first=1, last=0):
        found = []
        for at in range(0, len(ids) - 1 - last, size):
            answered = ids[at + first : at + first + size]
            found.append(([start, *answered[:-1]], answered))
        return found

    def apart(ids, size):
        """Each window shifted by itself: what is asked at its end is lost."""
        pieces = [ids[at : at + size] for at in range(0, len(ids), size)]
        return [([START, *part[1:-1]], part[1:]) for part in pieces]

    expect(
        lesson_13("check_windows"),
        (windows, "Correct."),
        (apart, "13 is not asked for"),
        (functools.partial(windows, first=0), "the first to be asked for"),
        (functools.partial(windows, last=1), "the last window is shorter"),
        (functools.partial(windows, start=10), "START stands in the place"),
        (lambda ids, size: [(ids[1:], ids[1:])], "nothing to guess"),
        (lambda ids, size: [([START, *ids], ids[1:])], "one answer for each"),
        (lambda ids, size: windows(ids, len(ids)), "expected to read"),
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
            "is 4 and n(g) is 2",
        ),
        (
            lambda counts, shorter: back_off(counts, shorter) * counts.any(),
            "never seen",
        ),
    )


def test_exercises_of_lesson_14():
    lesson_14 = functools.partial(find_check, "14_encoder_and_decoder")
    expect(
        lesson_14("check_brevity"),
        (lambda w, r: min(1, np.exp(1 - r / w)), "Correct."),
        (lambda w, r: np.exp(1 - r / w), "earn nothing: at most 1"),
        (lambda w, r: min(1, w / r), "not the ratio itself"),
        (lambda w, r: min(1, np.exp(1 - w / r)), "not too short"),
        (lambda w, r: 1, "5 words for 10: expected e^(1 - 10/5)"),
    )
    expect(
        lesson_14("check_first_states"),
        (lambda h, c, k, l: (np.tanh(h @ k), c @ l), "Correct."),
        (lambda h, c, k, l: (h @ k, c @ l), "no LSTM ever has such a state"),
        (lambda h, c, k, l: (np.tanh(h @ k), np.tanh(c @ l)), "tanh squeezes"),
        (lambda h, c, k, l: (np.tanh(h @ k), c @ k), "a kernel of its own"),
        (lambda h, c, k, l: (h, c), "h must have the shape (1, 3)"),
    )
    expect(
        lesson_14("check_real_places"),
        (lambda mask: np.flatnonzero(mask), "Correct."),
        (lambda mask: np.nonzero(mask)[1], "the second row begins at 3"),
        (lambda mask: np.flatnonzero(~mask), "places of the padding"),
        (lambda mask: np.argwhere(mask), "one number for each real step"),
        (lambda mask: mask.sum(axis=1), "expected [0, 1, 3]"),
    )


def attend(query, keys, states, root=True, largest=True):
    scores = keys @ query / (np.sqrt(len(query)) if root else 1)
    weights = np.exp(scores - scores.max() * largest)
    return weights @ states / weights.sum()


def test_exercises_of_lesson_15():
    lesson_15 = functools.partial(find_check, "15_attention")
    expect(
        lesson_15("check_attend"),
        (attend, "Correct."),
        (functools.partial(attend, root=False), "the root of 4"),
        (functools.partial(attend, largest=False), "large scores overflow"),
        (lambda q, k, s: s.mean(axis=0), "all weights are alike"),
        (lambda q, k, s: softmax(k @ q / 2), "a context has the shape (5,)"),
        (lambda q, k, s: k @ q / 2 @ s, "expected softmax(keys @ query / 2)"),
    )
    expect(
        lesson_15("check_masked"),
        (lambda s, m: softmax(np.where(m, s, -np.inf)), "Correct."),
        (lambda s, m: softmax(s) * m, "mask before the softmax"),
        (lambda s, m: softmax(s * m), "the last word is padding"),
        (lambda s, m: softmax(s[m]), "a weight for each score"),
        (
            lambda s, m: np.append(softmax(s[m]), np.zeros((~m).sum())),
            "another place than its score",
        ),
    )
    expect(
        lesson_15("check_best"),
        (
            lambda b, p: int(np.argmax([s / n**p for s, n in b])),
            "Correct.",
        ),
        (lambda b, p: 0, "the mean over words counts"),
        (lambda b, p: int(np.argmax([s / n for s, n in b])), "with penalty 0"),
        (lambda b, p: max(b), "return the index of a pair"),
        (
            lambda b, p: int(np.argmax([s / (n if p else 1) for s, n in b])),
            "to the power of the penalty",
        ),
    )


def mix(g, vocabulary, source, attention, known=True, twice=True, share=None):
    found = {word: g * p for word, p in vocabulary.items()}
    for word, weight in zip(source, attention):
        before = found.get(word, 0)
        if word in vocabulary and not known or word in source and not twice:
            before = 0
        found[word] = before + (1 - g if share is None else share) * weight
    return found


def test_exercises_of_lesson_16():
    lesson_16 = functools.partial(find_check, "16_corrections")
    expect(
        lesson_16("check_mix"),
        (mix, "Correct."),
        (functools.partial(mix, twice=False), "add the attention of both"),
        (functools.partial(mix, known=False), "can be written in both ways"),
        (functools.partial(mix, share=0.4), "1 - g that of the source"),
        (functools.partial(mix, share=1), "1 - g, not all"),
        (lambda g, v, s, a: {w: g * p for w, p in v.items()}, "words to, buy"),
    )

    def number(words, vocabulary, place=lambda words, word: words.index(word)):
        return [
            vocabulary.index(word)
            if word in vocabulary
            else len(vocabulary) + place(words, word)
            for word in words
        ]

    def last(words, word):
        return len(words) - 1 - words[::-1].index(word)

    def new_words(words, word):
        rest = [x for x in dict.fromkeys(words) if x not in ("the", "of")]
        return rest.index(word)

    expect(
        lesson_16("check_number"),
        (number, "Correct."),
        (lambda w, v: number(w, v, last), "of her last place"),
        (lambda w, v: number(w, v, new_words), "count places, not new words"),
        (
            lambda w, v: number(w, v, lambda words, x: words.index(x) - len(v)),
            "add the size of the vocabulary",
        ),
        (
            lambda w, v: [
                v.index(x) if x in v else len(v) + i for i, x in enumerate(w)
            ],
            "zoe has two ids",
        ),
    )


def shared(first, second):
    if not first or not second:
        return 0
    if first[0] == second[0]:
        return 1 + shared(first[1:], second[1:])
    return max(shared(first[1:], second), shared(first, second[1:]))


def test_exercises_of_lesson_16b():
    def f1(count):
        return lambda w, r: 2 * count(w, r) / (len(w) + len(r))

    def run(w, r):
        pieces = {tuple(r[i:j]) for i in range(9) for j in range(i + 1, 9)}
        runs = (w[i:j] for i in range(9) for j in range(i + 1, 9))
        return max([len(x) for x in runs if tuple(x) in pieces], default=0)

    expect(
        find_check("16b_summaries", "check_rouge"),
        (f1(shared), "Correct."),
        (f1(lambda w, r: len(set(w) & set(r))), "stand in another order"),
        (lambda w, r: shared(w, r) / len(r), "that is recall"),
        (lambda w, r: shared(w, r) / len(w), "that is precision"),
        (f1(run), "gaps are allowed"),
        (lambda w, r: shared(w, r), "expected 2 · 2 / (4 + 3)"),
    )


def test_exercises_of_lesson_17():
    lesson_17 = functools.partial(find_check, "17_captions")

    def scaled(f):
        return (f - f.mean()) / f.std()

    expect(
        lesson_17("check_first_state"),
        (lambda f, W, b: np.tanh(scaled(f) @ W + b), "Correct."),
        (lambda f, W, b: np.tanh(f @ W + b), "not brought to mean 0"),
        (lambda f, W, b: scaled(f) @ W + b, "tanh is missing"),
    )

    def clipped(written, references, most=max):
        right = sum(
            min(written.count(word), most(x.count(word) for x in references))
            for word in set(written)
        )
        return right / len(written)

    expect(
        lesson_17("check_precision"),
        (clipped, "Correct."),
        (lambda w, r: sum(x in r[0] + r[1] for x in w) / len(w), "count it"),
        (lambda w, r: clipped(w, r[:1]), "the word most often, not the first"),
    )

    def by_image(names, share, held_out=("c", "d")):
        valid = [i for i, name in enumerate(names) if name in held_out]
        return [i for i in range(len(names)) if i not in valid], valid

    expect(
        lesson_17("check_split"),
        (by_image, "Correct."),
        (lambda n, share: (range(4), range(4, 8)), "stands on both sides"),
        (lambda n, share: by_image(n, share, "ab"), "c and d"),
        (lambda n, share: ([0], [1]), "each place must stand"),
    )


def test_exercises_of_lesson_18():
    lesson_18 = functools.partial(find_check, "18_speech")

    def text_of(path, letters):
        keep = [k for i, k in enumerate(path) if i == 0 or path[i - 1] != k]
        return "".join(letters[k] for k in keep if k)

    def blanks_first(path, letters):
        path = [k for k in path if k]
        return text_of(path, letters)

    expect(
        lesson_18("check_text_of"),
        (text_of, "Correct."),
        (blanks_first, "keeps them apart"),
        (lambda p, x: "".join(x[k] for k in p if k), "merge what is repeated"),
        (lambda p, x: "".join(x[k] for k in p), "drop the blanks"),
    )
    expect(
        lesson_18("check_steps_for"),
        (lambda x: len(x) + sum(map(str.__eq__, x, x[1:])), "Correct."),
        (len, "two equal letters side by side"),
        (lambda x: 2 * len(x) + 1, "may be left out"),
        (lambda x: len(x) + (len(set(x)) < len(x)), "'aaa' takes 5"),
    )

    def next_alpha(alpha, row, places, skips="letters"):
        found = []
        for s, letter in enumerate(places):
            total = alpha[s] + (alpha[s - 1] if s else 0)
            same = s > 1 and letter == places[s - 2] and skips == "letters"
            if s > 1 and skips and (letter or skips == "all") and not same:
                total += alpha[s - 2]
            found.append(total * row[letter])
        return np.array(found)

    expect(
        lesson_18("check_next_alpha"),
        (next_alpha, "Correct."),
        (lambda *x: next_alpha(*x, skips="all"), "a blank can't skip"),
        (lambda *x: next_alpha(*x, skips=""), "from another letter"),
        (lambda *x: next_alpha(*x, skips="some"), "can't be left out"),
        (lambda *x: next_alpha(*x)[1:], "expected 5 numbers"),
    )


def test_exercises_of_lesson_19():
    lesson_19 = functools.partial(find_check, "19_time_series")
    expect(
        lesson_19("check_seasonal"),
        (lambda x, h, s: np.tile(x[-s:], -(-h // s))[:h], "Correct."),
        (lambda x, h, s: np.repeat(x[-1], h), "that is the last value"),
        (lambda x, h, s: np.tile(x[:s], -(-h // s))[:h], "the first season"),
        (lambda x, h, s: np.tile(x[-s:], -(-h // s)), "expected 5 values"),
    )
    expect(
        lesson_19("check_pinball"),
        (lambda q, y, f: max(q * (y - f), (q - 1) * (y - f)), "Correct."),
        (lambda q, y, f: abs(y - f), "that is the absolute error"),
        (lambda q, y, f: max((1 - q) * (y - f), q * (f - y)), "too low"),
        (lambda q, y, f: q * (y - f), "never negative"),
    )

    def histories(values, lookback, horizon, behind=None, mean=None):
        count = len(values) - lookback - (horizon if behind is None else 0) + 1
        found = np.stack([values[i : i + lookback] for i in range(count)])
        return found - (found.mean(1, keepdims=True) if mean is None else mean)

    expect(
        lesson_19("check_histories"),
        (histories, "Correct."),
        (lambda *x: histories(*x, behind=0), "no horizon behind them"),
        (lambda v, *x: histories(v, *x, mean=v.mean()), "a leak"),
        (lambda *x: histories(*x, mean=0), "subtract the mean of each"),
    )
