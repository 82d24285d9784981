import jax.numpy as jnp
from jax.experimental import checkify


def checked_lookup(table, index):
    bad = jnp.logical_or(index < 0, index > len(table) - 1)
    checkify.check(~bad.any(), "{count} indices are out of range", count=bad.sum())
    return table.at[index].get()
