# rejected by: test_beyond_the_end
"""“Catch the IndexError.” There is none to catch."""

import jax.numpy as jnp


def safe_gather(table, places):
    try:
        return table[places]
    except IndexError:
        return jnp.zeros((len(places), table.shape[1]), table.dtype)
