import jax
import jax.numpy as jnp
from jax.experimental import checkify


def checked_lookup(table: jax.Array, index: jax.Array) -> jax.Array:
    n = table.shape[0]
    inside = (index >= 0) & (index < n)
    # all of no elements is true, so an empty index is fine.
    checkify.check(inside.all(), "an index is not between 0 and {n} (excluded)", n=jnp.array(n))
    return table[index]
