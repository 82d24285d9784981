# rejected by: test_values
"""“The norm of x.” Of each vector, along the last axis."""

import jax.numpy as jnp


def safe_norm(x):
    square = jnp.sum(x * x)
    return jnp.where(square == 0, 0, jnp.sqrt(jnp.where(square == 0, 1, square)))
