# rejected by: test_rows_as_they_are
"""'Reading rows is a product with a one-hot matrix.' Integers are rounded, and 0 times infinity is NaN."""

import jax
import jax.numpy as jnp


def safe_gather(table, places):
    rows = len(table)
    hot = jax.nn.one_hot(jnp.where(places < 0, places + rows, places), rows)
    return (hot @ table.astype(jnp.float32)).astype(table.dtype)
