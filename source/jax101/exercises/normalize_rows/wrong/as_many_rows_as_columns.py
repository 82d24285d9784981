# rejected by: test_other_shapes
"""“Make the sums fit.” They are stretched to (columns, columns), which is right only for a square."""

import jax.numpy as jnp


def normalize_rows(x):
    columns = x.shape[1]
    sums = jnp.broadcast_to(x.sum(axis=1), (columns, columns)).T
    return x / sums
