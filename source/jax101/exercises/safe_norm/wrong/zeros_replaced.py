# rejected by: test_values
"""“Replace the zeros of x.” Also those of vectors that are not zero."""

import jax.numpy as jnp


def safe_norm(x):
    safe = jnp.where(x == 0, 1, x)
    return jnp.where((x == 0).all(axis=-1), 0, jnp.sqrt(jnp.sum(safe * safe, axis=-1)))
