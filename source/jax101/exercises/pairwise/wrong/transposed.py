# rejected by: test_values
"""“Two vmaps, in either order.” The outer one makes axis 0, and here it runs over ys."""

import jax


def pairwise(distance, xs, ys):
    return jax.vmap(jax.vmap(distance, in_axes=(0, None)), in_axes=(None, 0))(xs, ys)
