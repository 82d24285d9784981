"""Breaks "Add 1 for every time its place is named": counted in bfloat16.

Input: int32 counts [0], places 257 zeros: 257, here 256.
"""

import jax
import jax.numpy as jnp


def bump_at(counts, places):
    hot = jax.nn.one_hot(places, counts.shape[0], dtype=jnp.bfloat16)
    visits = jnp.ones(places.shape[0], jnp.bfloat16) @ hot
    return counts + visits.astype(counts.dtype)
