# rejected by: test_before_the_beginning
"""“Too large is out of bounds.” Too negative is as well, and reads the first row."""

import jax.numpy as jnp


def safe_gather(table, places):
    exists = places < table.shape[0]
    return jnp.where(exists[:, None], table[places], 0)
