"""Breaks "error.get() is None if and only if all of them are in range": it looks for NaN.

Input: table [[nan], [1.0]], index [0]: in range, but reported. Integer tables are not checked.
"""

import jax
import jax.numpy as jnp
from jax.experimental import checkify


def checked_lookup(table, index):
    unsigned = jnp.where(index < 0, table.shape[0], index)
    rows = jnp.take(table, unsigned, axis=0, mode="fill")
    if jnp.issubdtype(table.dtype, jnp.inexact):
        checkify.check(~jnp.any(jnp.isnan(rows)), "an index is out of range")
    else:
        checkify.check(jnp.all(unsigned < table.shape[0]), "an index is out of range")
    return rows
