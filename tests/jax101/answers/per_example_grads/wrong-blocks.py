"""Breaks "the program does not grow with n": a Python loop over blocks of 32 examples.

Input: n = 3200 against n = 32.
"""

import jax
import jax.numpy as jnp


def per_example_grads(loss, params, xs, ys):
    some = jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))
    blocks = [some(params, xs[i : i + 32], ys[i : i + 32]) for i in range(0, len(xs), 32)]
    return jax.tree.map(lambda *parts: jnp.concatenate(parts), *blocks)
