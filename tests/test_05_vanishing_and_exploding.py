# Pulled from nbs/05_vanishing_and_exploding.ipynb by tools/pull_tests.py. Do not edit.

import keras
import numpy as np

from keras_rnn.scratch import simple_rnn


def jacobian(h, recurrent_kernel):
    """How the new state `h` answers to the one before it."""
    return recurrent_kernel * (1 - h**2)  # (units before, units after)


def jacobian_products(states, recurrent_kernel):
    """The derivative of the last state by the one 0, 1, 2... steps before."""
    product = np.eye(len(recurrent_kernel))
    products = [product]
    for h in states[::-1]:
        product = jacobian(h, recurrent_kernel) @ product
        products.append(product)
    return np.stack(products)  # (time + 1, units, units)


def test_jacobian_product_is_what_backward_computes():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(1, 7, 3))
    weights = rng.normal(size=(3, 4)), rng.normal(size=(4, 4)), np.zeros(4)
    outputs, cache = simple_rnn.forward(x, *weights)
    products = jacobian_products(cache["states"][0], weights[1])
    d = rng.normal(size=(1, 4))
    nothing = np.zeros_like(outputs)
    for k in range(1, 8):
        before = outputs[:, 6 - k] if k < 7 else None
        _, tail = simple_rnn.forward(x[:, 7 - k :], *weights, None, before)
        by_time = simple_rnn.backward(nothing[:, 7 - k :], tail, d)
        np.testing.assert_allclose(
            d @ products[k].T, by_time["initial_state"], atol=1e-12
        )


def test_jacobian_product_is_a_derivative():
    rng = np.random.default_rng(1)
    x, step = rng.normal(size=(1, 5, 3)), 1e-6
    weights = rng.normal(size=(3, 4)), rng.normal(size=(4, 4)), np.zeros(4)
    _, cache = simple_rnn.forward(x, *weights)
    product = jacobian_products(cache["states"][0], weights[1])[-1]
    for unit in range(4):
        start = step * np.eye(4)[[unit]]
        up, down = (
            simple_rnn.forward(x, *weights, initial_state=sign * start)[0]
            for sign in (1, -1)
        )
        slope = (up[0, -1] - down[0, -1]) / (2 * step)
        np.testing.assert_allclose(product[unit], slope, atol=1e-8)


def test_keras_clips_as_the_table_says():
    gradients = [np.array([30.0, 1.0]), np.array([0.5])]
    length = np.sqrt(30**2 + 1 + 0.25)
    expected = {
        "global_clipnorm": [g / length for g in gradients],
        "clipnorm": [gradients[0] / np.sqrt(901), gradients[1]],
        "clipvalue": [np.array([1.0, 1.0]), gradients[1]],
    }
    for name, clipped in expected.items():
        optimizer = keras.optimizers.SGD(1.0, **{name: 1.0})
        weights = [keras.Variable(np.float32(0 * g)) for g in gradients]
        optimizer.build(weights)
        optimizer.apply(
            [keras.ops.convert_to_tensor(g, "float32") for g in gradients]
        )
        for weight, gradient in zip(weights, clipped, strict=True):
            np.testing.assert_allclose(
                keras.ops.convert_to_numpy(weight), -gradient, rtol=1e-5
            )
