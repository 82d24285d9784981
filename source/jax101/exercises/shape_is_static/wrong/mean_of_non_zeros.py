# rejected by: test_zeros_count
"""'count_nonzero counts the elements.' It does not count those that are zero."""

import jax.numpy as jnp


def shape_is_static(x):
    mean = x.sum() / jnp.maximum(jnp.count_nonzero(x), 1).astype(x.dtype)
    filler = jnp.full(-x.size % 8, mean, x.dtype)
    return jnp.concatenate([x.ravel(), filler]).reshape(-1, 8)
