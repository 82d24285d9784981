"""Breaks "Returns the rows": a product with a one-hot matrix mixes the others in.

Input: table [[1.0], [inf]], index [0]: 1.0, here NaN.
"""

import jax
import jax.numpy as jnp
from jax.experimental import checkify


def checked_lookup(table, index):
    n = table.shape[0]
    checkify.check(jnp.all((index >= 0) & (index < n)), "an index is out of range")
    hot = jax.nn.one_hot(index, n, dtype=table.dtype)
    return jnp.tensordot(hot, table, axes=1)
