# rejected by: test_large_counts
"""'I count in float32 and convert back.' Above 2**24, float32 skips every other whole number."""

import jax.numpy as jnp


def bump_at(counts, places):
    return counts.astype(jnp.float32).at[places].add(1.0).astype(counts.dtype)
