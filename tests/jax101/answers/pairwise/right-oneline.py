"""All pairs in one line, mapped once, then laid out as a table."""

import jax
import jax.numpy as jnp


def pairwise(distance, xs, ys):
    a, b = xs.shape[0], ys.shape[0]
    left = jnp.repeat(xs, b, axis=0)
    right = jnp.tile(ys, (a, 1))
    line = jax.vmap(distance)(left, right)
    return line.reshape(a, b, *line.shape[1:])
