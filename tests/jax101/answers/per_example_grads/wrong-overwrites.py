"""Breaks "the gradient of loss(params, ...)": the caller's dict is overwritten.

Input: the same params in two calls: the second one sees gradients.
"""

import jax


def per_example_grads(loss, params, xs, ys):
    one = jax.grad(loss)
    params.update(jax.vmap(one, in_axes=(None, 0, 0))(dict(params), xs, ys))
    return params
