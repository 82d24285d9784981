# rejected by: test_small_vectors
"""“maximum keeps the root away from zero.” And everything below it."""

import jax.numpy as jnp


def safe_norm(x):
    square = jnp.sum(x * x, axis=-1)
    return jnp.where(square == 0, 0, jnp.sqrt(jnp.maximum(square, 1e-20)))
