"""Breaks "Add 1 for every time its place is named": a share times a length is cut to a whole number.

Input: int32 counts of ten zeros, place i named i + 1 times (55 in all): place 0 stays 0.
"""

import jax
import jax.numpy as jnp


def bump_at(counts, places):
    named = places[:, None] == jnp.arange(counts.shape[0])
    visits = named.mean(axis=0) * places.shape[0]
    return counts + visits.astype(counts.dtype)
