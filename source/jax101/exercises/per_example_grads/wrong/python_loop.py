# rejected by: test_does_not_grow
"""“One grad for each example, then stack.” The values are right, and every example is in the program."""

import jax
import jax.numpy as jnp


def per_example_grads(loss, params, xs, ys):
    rows = [jax.grad(loss)(params, x, y) for x, y in zip(xs, ys, strict=True)]
    return jax.tree.map(lambda *leaves: jnp.stack(leaves), *rows)
