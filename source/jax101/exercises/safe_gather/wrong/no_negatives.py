# rejected by: test_rows_that_exist
"""“Below zero is out of bounds.” -1 is the last row."""

import jax.numpy as jnp


def safe_gather(table, places):
    exists = (places >= 0) & (places < table.shape[0])
    return jnp.where(exists[:, None], table[places], 0)
