# rejected by: test_dtype_of_counts
"""“Count the visits, then add.” bincount counts in int32, and so the small counts become."""

import jax.numpy as jnp


def bump_at(counts, places):
    return counts + jnp.bincount(places, length=counts.shape[0])
