# rejected by: test_does_not_grow
"""“One row after the other.” Each read is recorded as its own operations."""

import jax.numpy as jnp


def safe_gather(table, places):
    rows = [table.at[place].get(mode="fill", fill_value=0) for place in places]
    return jnp.stack(rows)
