# rejected by: test_values
"""“vmap batches both.” It pairs row 0 with row 0, row 1 with row 1."""

import jax


def pairwise(distance, xs, ys):
    return jax.vmap(distance)(xs, ys)
