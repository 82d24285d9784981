# rejected by: test_does_not_grow
"""“One row after the other.” Each row is recorded as its own operations."""

import jax.numpy as jnp


def normalize_rows(x):
    return jnp.stack([row / row.sum() for row in x])
