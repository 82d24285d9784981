import jax
import jax.numpy as jnp


def size_of_unique(x: jax.Array) -> tuple[jax.Array, jax.Array]:
    # There are x.size values at most; what only fills up has a count of zero.
    values, counts = jnp.unique(x, size=x.size, fill_value=0, return_counts=True)
    return values, (counts > 0).sum()
