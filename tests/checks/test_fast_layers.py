"""Is the fast layer the same layer?

The layers of lesson 08 meet Keras's own: outputs, states and gradients on
random cases, in half precision, inside wrappers, saved, exported, trained.
"""

import os

import keras
import numpy as np
import pytest
from keras import ops

from keras_rnn import layers
from keras_rnn.layers import recurrence
from keras_rnn.tasks.batches import Batches, Rows

# -- Random cases -------------------------------------------------------------
# Each draws its shapes, a mask (none, right padding, gaps; some rows all
# padding), a first state, a direction and what is returned. Both layers get
# the same weights. `KERAS_RNN_EXAMPLES=200` runs more of them. Left out is
# one thing in which Keras's backends differ among themselves: what is put
# out *before* the first real step when a first state is given (JAX: that
# state, the others: zero).


KERAS_LAYERS = {
    "simple_rnn": keras.layers.SimpleRNN,
    "lstm": keras.layers.LSTM,
    "gru": keras.layers.GRU,
}
OUR_LAYERS = {
    "simple_rnn": layers.SimpleRNN,
    "lstm": layers.LSTM,
    "gru": layers.GRU,
}
EXAMPLES = int(os.environ.get("KERAS_RNN_EXAMPLES", "6"))


def random_mask(rng, batch, steps):
    """None, right padding, or gaps; rows of padding alone among them."""
    kind = rng.integers(3)
    if kind == 0:
        return None
    if kind == 1:
        lengths = rng.integers(0, steps + 1, size=(batch, 1))
        return np.arange(steps) < lengths
    return rng.random((batch, steps)) < 0.6


def twins(cell, features, units, rng, **options):
    """Our layer and Keras's, with the same random weights."""
    pair = []
    for kinds in (OUR_LAYERS, KERAS_LAYERS):
        layer = kinds[cell](units, **options)
        layer.build((None, None, features))
        pair.append(layer)
    weights = [
        rng.normal(0, 0.5, size=w.shape).astype("float32")
        for w in pair[0].get_weights()
    ]
    for layer in pair:
        layer.set_weights(weights)
    return pair


def outputs_and_gradients(layer, x, mask, first, weigh):
    """What a layer gives, and the gradients of a weighted sum of it."""
    backend = keras.backend.backend()
    variables = layer.trainable_variables

    def total(parts):
        return sum(ops.sum(part * weights) for part, weights in weigh(parts))

    def call(x, first):
        given = {} if first is None else {"initial_state": list(first)}
        parts = layer(x, mask=mask, **given)
        return list(parts) if isinstance(parts, (list, tuple)) else [parts]

    x = ops.convert_to_tensor(x)
    if first is not None:
        first = [ops.convert_to_tensor(state) for state in first]
    mask = None if mask is None else ops.convert_to_tensor(mask)
    if backend == "tensorflow":
        import tensorflow as tf

        sources = [x, *(first or []), *(v.value for v in variables)]
        with tf.GradientTape() as tape:
            tape.watch(sources)
            parts = call(x, first)
            loss = total(parts)
        gradients = tape.gradient(loss, sources)
    elif backend == "jax":
        import jax

        others = [v.value for v in layer.non_trainable_variables]

        def loss(x, first, values):
            given = {} if first is None else {"initial_state": list(first)}
            parts, _ = layer.stateless_call(
                values, others, x, mask=mask, **given
            )
            parts = list(parts) if isinstance(parts, (list, tuple)) else [parts]
            return total(parts), parts

        places = (0, 2) if first is None else (0, 1, 2)
        values = [v.value for v in variables]
        found, parts = jax.grad(loss, argnums=places, has_aux=True)(
            x, first, values
        )
        gradients = jax.tree_util.tree_leaves(found)
    else:
        x = x.detach().clone().requires_grad_()
        if first is not None:
            first = [state.detach().clone().requires_grad_() for state in first]
        for variable in variables:
            variable.value.grad = None
        parts = call(x, first)
        total(parts).backward()
        sources = [x, *(first or []), *(v.value for v in variables)]
        gradients = [
            ops.zeros_like(s) if s.grad is None else s.grad for s in sources
        ]
    numpy = ops.convert_to_numpy
    return [numpy(p) for p in parts], [
        np.zeros(1) if g is None else numpy(g) for g in gradients
    ]


def worst_difference(cell, seed):
    """The largest difference to Keras's layer in one random case."""
    rng = np.random.default_rng(seed)
    batch, features, units = (int(n) for n in rng.integers(1, 5, size=3))
    steps = int(rng.integers(1, 8))
    options = {
        "return_sequences": bool(rng.integers(2)),
        "return_state": bool(rng.integers(2)),
        "go_backwards": bool(rng.integers(2)),
        "use_bias": bool(rng.integers(4)),
        "zero_output_for_mask": not rng.integers(4),
    }
    ours, keras_layer = twins(cell, features, units, rng, **options)
    x = rng.normal(size=(batch, steps, features)).astype("float32")
    mask = random_mask(rng, batch, steps)
    first = None
    if rng.integers(2):
        count = 2 if cell == "lstm" else 1
        first = rng.normal(size=(count, batch, units)).astype("float32")
    read = np.ones((batch, steps), "bool") if mask is None else mask
    read = read[:, ::-1] if options["go_backwards"] else read
    begun = (np.cumsum(read, axis=1) > 0).astype("float32")[:, :, None]

    def weigh(parts):
        draws = np.random.default_rng(seed)
        for index, part in enumerate(parts):
            weights = draws.normal(size=tuple(part.shape)).astype("float32")
            if index == 0:
                weights *= begun if part.ndim == 3 else begun[:, -1]
            yield part, ops.convert_to_tensor(weights)

    found = [
        outputs_and_gradients(layer, x, mask, first, weigh)
        for layer in (ours, keras_layer)
    ]
    for parts, _ in found:
        parts[0] = parts[0] * (begun if parts[0].ndim == 3 else begun[:, -1])
    pairs = zip(sum(found[0], []), sum(found[1], []), strict=True)
    return max(float(np.abs(a - b).max()) for a, b in pairs)


@pytest.mark.backends
@pytest.mark.parametrize("cell", layers.CELLS)
def test_random_cases_equal_keras(cell):
    for seed in range(EXAMPLES):
        difference = worst_difference(cell, seed)
        assert difference < 1e-5, f"seed {seed}: off by {difference:.1e}"


# -- Half precision -----------------------------------------------------------
# With `mixed_float16` and `mixed_bfloat16` the products are made in 16 bits.
# Eight bits of mantissa leave two to three digits; both layers round, in
# other places.


@pytest.mark.backends
@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_half_precision_is_close_to_keras(policy):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(3, 6, 4)).astype("float32")
    mask = np.arange(6) < np.array([[6], [3], [1]])
    for cell in layers.CELLS:
        ours, keras_layer = twins(
            cell, 4, 5, rng, dtype=policy, return_sequences=True
        )
        a, b = (
            ops.convert_to_numpy(ops.cast(layer(x, mask=mask), "float32"))
            for layer in (ours, keras_layer)
        )
        assert np.abs(a - b).max() < (
            1e-2 if policy == "mixed_float16" else 4e-2
        )
        assert keras.backend.standardize_dtype(ours(x).dtype) in policy


# -- Inside other things ------------------------------------------------------
# In `Bidirectional` and `TimeDistributed`, with dropout, as a stateful
# layer, and where the fast loop does not apply: everywhere the same numbers
# as Keras's layer.


def assert_same(a, b, atol=1e-5):
    """Two results, or lists of them, are the same numbers."""
    a, b = (list(x) if isinstance(x, (list, tuple)) else [x] for x in (a, b))
    for left, right in zip(a, b, strict=True):
        np.testing.assert_allclose(
            ops.convert_to_numpy(left), ops.convert_to_numpy(right), atol=atol
        )


def small_input():
    """Vectors and a right-padded mask."""
    x = np.random.default_rng(0).normal(size=(3, 6, 4)).astype("float32")
    return x, np.arange(6) < np.array([[6], [3], [1]])


@pytest.mark.backends
@pytest.mark.parametrize("cell", layers.CELLS)
def test_inside_bidirectional(cell):
    x, mask = small_input()
    both = []
    for kinds in (OUR_LAYERS, KERAS_LAYERS):
        layer = keras.layers.Bidirectional(
            kinds[cell](5, return_sequences=True, return_state=True)
        )
        layer.build(x.shape)
        both.append(layer)
    both[0].set_weights(both[1].get_weights())
    assert_same(both[0](x, mask=mask), both[1](x, mask=mask))
    assert isinstance(both[0].backward_layer, OUR_LAYERS[cell])


def test_inside_time_distributed():
    x = np.random.default_rng(0).normal(size=(2, 3, 6, 4)).astype("float32")
    rng = np.random.default_rng(1)
    ours, keras_layer = twins("gru", 4, 5, rng)
    assert_same(
        keras.layers.TimeDistributed(ours)(x),
        keras.layers.TimeDistributed(keras_layer)(x),
    )


@pytest.mark.backends
@pytest.mark.parametrize("cell", layers.CELLS)
def test_dropout_drops_what_keras_drops(cell):
    x, mask = small_input()
    rng = np.random.default_rng(1)
    ours, keras_layer = twins(cell, 4, 5, rng, dropout=0.5, seed=3)
    dropped = ours(x, mask=mask, training=True)
    assert_same(dropped, keras_layer(x, mask=mask, training=True))
    assert (
        np.abs(ops.convert_to_numpy(dropped - ours(x, mask=mask))).max() > 0.01
    )


@pytest.mark.backends
def test_a_stateful_layer_goes_on_where_it_stopped():
    x, _ = small_input()
    rng = np.random.default_rng(1)
    ours, keras_layer = (
        kinds["lstm"](5, stateful=True) for kinds in (OUR_LAYERS, KERAS_LAYERS)
    )
    for layer in (ours, keras_layer):
        layer.build(x.shape)
    ours.set_weights([rng.normal(size=w.shape) for w in ours.get_weights()])
    keras_layer.set_weights(ours.get_weights())
    for _ in range(2):
        assert_same(ours(x), keras_layer(x))


@pytest.mark.backends
@pytest.mark.parametrize(
    "cell, options",
    [
        ("simple_rnn", {"activation": "relu"}),
        ("lstm", {"recurrent_activation": "hard_sigmoid"}),
        ("lstm", {"recurrent_dropout": 0.3}),
        ("gru", {"reset_after": False}),
        ("gru", {"unroll": True}),
    ],
)
def test_where_the_fast_loop_does_not_apply_keras_runs(
    cell, options, monkeypatch
):
    def refuse(*arguments, **options):
        raise AssertionError("the fast loop ran")

    monkeypatch.setattr(recurrence, "recur", refuse)
    x, mask = small_input()
    ours, keras_layer = twins(cell, 4, 5, np.random.default_rng(1), **options)
    assert_same(ours(x, mask=mask), keras_layer(x, mask=mask))


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="a matter of TensorFlow"
)
def test_where_cudnn_is_either_branch_gives_the_same(monkeypatch):
    # Without a GPU Keras's loop stands in for cuDNN: this tests the choice.
    x, padded = small_input()
    gaps = np.random.default_rng(0).random(padded.shape) < 0.6
    for cell in ("lstm", "gru"):
        for options in ({}, {"return_sequences": True}, {"go_backwards": True}):
            rng = np.random.default_rng(1)
            ours, keras_layer = twins(cell, 4, 5, rng, **options)
            for mask in (padded, gaps):
                with monkeypatch.context() as patch:
                    patch.setattr(recurrence, "has_cudnn", lambda: True)
                    chosen = ours(x, mask=mask)
                assert_same(chosen, keras_layer(x, mask=mask))


# -- Saved, loaded, exchanged, exported ---------------------------------------


@pytest.mark.backends
@pytest.mark.parametrize("cell", layers.CELLS)
def test_shapes_and_types_are_known_before_anything_is_computed(cell):
    x, mask = small_input()
    for options in (
        {},
        {"bidirectional": True, "num_layers": 2, "dtype": "mixed_float16"},
    ):
        layer = layers.Recurrent(cell, 5, **options)
        symbolic = layer(keras.Input((None, 4)), mask=keras.Input((None,)))
        found = layer(x, mask=mask)

        def known(spec, value):
            assert spec.shape[-1] == value.shape[-1]
            assert len(spec.shape) == len(value.shape)
            assert spec.dtype == keras.backend.standardize_dtype(value.dtype)

        keras.tree.map_structure(known, symbolic, found)


def small_model(kinds, cell):
    """A functional model with a mask, a stack and both directions."""
    inputs = {
        "x": keras.Input((None, 4), name="x"),
        "mask": keras.Input((None,), dtype="bool", name="mask"),
    }
    layer = kinds[cell](5, return_sequences=True)
    x = keras.layers.Bidirectional(layer)(inputs["x"], mask=inputs["mask"])
    x = kinds[cell](3)(x, mask=inputs["mask"])
    return keras.Model(inputs, keras.layers.Dense(2)(x))


@pytest.mark.backends
@pytest.mark.parametrize("cell", layers.CELLS)
def test_saved_with_one_kind_and_loaded_with_the_other(cell, tmp_path):
    x, mask = small_input()
    inputs = {"x": x, "mask": mask}
    name = OUR_LAYERS[cell].__name__
    for kinds, others, known_as in (
        (OUR_LAYERS, OUR_LAYERS, None),
        (OUR_LAYERS, KERAS_LAYERS, f"keras_rnn>{name}"),
        (KERAS_LAYERS, OUR_LAYERS, name),
    ):
        model = small_model(kinds, cell)
        model.save(tmp_path / "model.keras")
        instead = {known_as: others[cell]} if known_as else None
        again = keras.saving.load_model(
            tmp_path / "model.keras", custom_objects=instead, safe_mode=True
        )
        assert_same(
            model.predict(inputs, verbose=0), again.predict(inputs, verbose=0)
        )
        if known_as is None:
            assert type(again.layers[-2]) is OUR_LAYERS[cell]


def test_use_cudnn_is_saved():
    for kind in (layers.LSTM, layers.GRU):
        again = kind.from_config(kind(3, use_cudnn=False).get_config())
        assert again.use_cudnn is False
    stack = layers.Recurrent("gru", 3, use_cudnn=False)
    again = layers.Recurrent.from_config(stack.get_config())
    assert again.use_cudnn is False and again.stack[0].use_cudnn is False


@pytest.mark.compiled
@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="SavedModel is TensorFlow's"
)
def test_an_exported_model_gives_the_same(tmp_path):
    import tensorflow as tf

    x, mask = small_input()
    model = small_model(OUR_LAYERS, "lstm")
    expected = model.predict({"x": x, "mask": mask}, verbose=0)
    model.export(tmp_path / "exported", verbose=False)
    exported = tf.saved_model.load(tmp_path / "exported")
    inputs = {"x": tf.constant(x), "mask": tf.constant(mask)}
    assert_same(exported.serve(inputs), expected)


# -- Trained ------------------------------------------------------------------
# In a subclassed model the layers learn, in bucketed batches, and nothing is
# traced again once the first pass has seen every shape.


class Reader(keras.Model):
    """A subclassed model: tokens and mask in, one logit out."""

    def __init__(self, cell):
        super().__init__()
        self.embedding = keras.layers.Embedding(10, 4)
        self.recurrent = layers.Recurrent(cell, 6, bidirectional=True)
        self.dense = keras.layers.Dense(1)

    def call(self, inputs):
        x = self.embedding(inputs["tokens"])
        _, states = self.recurrent(x, mask=inputs["tokens"] > 0)
        return self.dense(states[-1][0])


@pytest.mark.backends
@pytest.mark.compiled
@pytest.mark.parametrize("cell", layers.CELLS)
def test_it_learns_and_traces_only_in_the_first_pass(cell, monkeypatch):
    rng = np.random.default_rng(0)
    rows = [
        rng.integers(1, 10, size=n).tolist() for n in rng.integers(1, 20, 150)
    ]
    first = np.array([[row[0] > 5] for row in rows], "float32")
    batches = Batches(Rows({"tokens": rows}, first), batch_size=16, seed=0)
    model = Reader(cell)
    model.compile(
        keras.optimizers.Adam(0.02),
        keras.losses.BinaryCrossentropy(from_logits=True),
    )
    traced = []

    def counting(*arguments, **options):
        traced.append(arguments[0])
        return recur(*arguments, **options)

    recur = recurrence.recur
    monkeypatch.setattr(recurrence, "recur", counting)
    losses = model.fit(batches, epochs=1, verbose=0).history["loss"]
    in_first = len(traced)
    losses += model.fit(batches, epochs=6, verbose=0).history["loss"]
    if keras.backend.backend() != "torch":  # which traces nothing
        assert in_first > 0 and len(traced) == in_first
    assert losses[-1] < 0.7 * losses[0]


def test_bucketing_does_not_change_an_output():
    rng = np.random.default_rng(0)
    rows = [
        rng.integers(1, 10, size=n).tolist() for n in rng.integers(1, 20, 50)
    ]
    for cell in layers.CELLS:
        model = Reader(cell)
        alone = [
            ops.convert_to_numpy(
                model(
                    {
                        "tokens": np.array([row], "int32"),
                        "mask": np.ones((1, len(row)), "bool"),
                    }
                )
            )[0]
            for row in rows[:5]
        ]
        for size in (7, 50):
            batches = Batches(Rows({"tokens": rows}), batch_size=size)
            together = batches.restore(model.predict(batches, verbose=0))
            np.testing.assert_allclose(together[:5], alone, atol=1e-5)


@pytest.mark.backends
@pytest.mark.compiled
@pytest.mark.skipif(
    recurrence.BACKEND == "torch", reason="PyTorch compiles no programs"
)
def test_new_lengths_and_rows_cost_few_programs(monkeypatch):
    shapes = set()
    if recurrence.BACKEND == "tensorflow":
        by_xla, wanted = recurrence.by_xla, {32, 128}

        def function(loop):
            program = by_xla(loop)

            def call(timed, *rest):
                shapes.update(tuple(x.shape)[:2] for x in timed)
                return program(timed, *rest)

            return call

        monkeypatch.setattr(recurrence, "by_xla", function)
    else:
        made, wanted = recurrence._loop, {8, 16, 24, 32, 48, 64}

        def watched(*sizes):
            loop = made(*sizes)

            def call(x, *rest):
                shapes.add(x.shape[1::-1])
                return loop(x, *rest)

            return call

        monkeypatch.setattr(recurrence, "_loop", watched)
    rng = np.random.default_rng(0)
    # A loop is kept for each size; no other test has these.
    mine, theirs = twins("gru", 3, 11, rng, return_sequences=True)
    for time in range(1, 65, 7):
        x = rng.normal(size=(1 + time % 9, time, 3)).astype("float32")
        mask = random_mask(rng, *x.shape[:2]) if time % 2 else None
        assert_same(mine(x, mask=mask), theirs(x, mask=mask))
    assert {steps for steps, _ in shapes} == wanted
    assert {rows for _, rows in shapes} <= {1, 2, 4, 8, 16}


@pytest.mark.backends
@pytest.mark.compiled
def test_training_on_odd_lengths_and_rows_equals_keras():
    models = []
    for kinds in (OUR_LAYERS, KERAS_LAYERS):
        keras.utils.set_random_seed(0)
        model = small_model(kinds, "gru")
        model.compile(keras.optimizers.SGD(0.1), "mse")
        models.append(model)
    rng = np.random.default_rng(0)
    for rows, time in ((3, 5), (9, 17), (2, 11)):
        batch = {
            "x": rng.normal(size=(rows, time, 4)).astype("float32"),
            "mask": rng.random((rows, time)) < 0.6,
        }
        y = rng.normal(size=(rows, 2))
        losses = [model.train_on_batch(batch, y) for model in models]
        np.testing.assert_allclose(*losses, rtol=1e-4)
    for mine, theirs in zip(*(m.get_weights() for m in models), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-5)


def gradient_penalty(layer, x):
    """How a weight of a layer changes the size of the input's gradient."""
    x, weight = ops.convert_to_tensor(x), layer.trainable_weights[0]
    if recurrence.BACKEND == "tensorflow":
        import tensorflow as tf

        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                inner.watch(x)
                total = ops.sum(layer(x))
            size = ops.sum(inner.gradient(total, x) ** 2)
        return outer.gradient(size, weight.value)
    if recurrence.BACKEND == "jax":
        import jax

        def size(values):
            def total(x):
                outputs, _ = layer.stateless_call(values, others, x)
                return ops.sum(outputs)

            return ops.sum(jax.grad(total)(x) ** 2)

        others = [v.value for v in layer.non_trainable_variables]
        return jax.grad(size)([v.value for v in layer.trainable_variables])[0]
    import torch

    x = x.clone().requires_grad_()
    with torch.enable_grad():
        total = ops.sum(layer(x))
        (slope,) = torch.autograd.grad(total, x, create_graph=True)
        (slope**2).sum().backward()
    return weight.value.grad


@pytest.mark.backends
@pytest.mark.compiled
@pytest.mark.parametrize("cell", layers.CELLS)
def test_a_gradient_of_gradients_is_right_or_refused(cell):
    rng = np.random.default_rng(0)
    mine, theirs = twins(cell, 3, 4, rng)
    x = rng.normal(size=(2, 5, 3)).astype("float32")
    try:
        found = gradient_penalty(mine, x)
    except NotImplementedError as error:
        assert "keras.layers" in str(error)
        assert recurrence.BACKEND == "tensorflow"
    else:
        assert_same(found, gradient_penalty(theirs, x))
