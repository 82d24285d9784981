# rejected by: test_does_not_grow
"""“Two loops, one stack.” The values are right, and the program holds every pair."""

import jax.numpy as jnp


def pairwise(distance, xs, ys):
    return jnp.stack([jnp.stack([distance(x, y) for y in ys]) for x in xs])
