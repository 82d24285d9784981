# rejected by: test_dtype_of_table
"""“jnp.zeros makes zeros.” It makes float32, and the whole result follows."""

import jax.numpy as jnp


def safe_gather(table, places):
    rows = table.shape[0]
    exists = (places >= -rows) & (places < rows)
    zeros = jnp.zeros((places.shape[0], table.shape[1]))
    return jnp.where(exists[:, None], table[places], zeros)
