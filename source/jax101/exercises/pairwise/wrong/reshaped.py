# rejected by: test_vector_result
"""“Make a list of pairs, then reshape to a table.” The table has no room for vectors."""

import jax
import jax.numpy as jnp


def pairwise(distance, xs, ys):
    a, b = xs.shape[0], ys.shape[0]
    left, right = jnp.repeat(xs, b, axis=0), jnp.tile(ys, (a, 1))
    return jax.vmap(distance)(left, right).reshape(a, b)
