# rejected by: test_dtype
"""“jnp.float32(1) is a safe number.” It has a dtype that counts, and widens the result."""

import jax.numpy as jnp


def safe_norm(x):
    square = jnp.sum(x * x, axis=-1)
    root = jnp.sqrt(jnp.where(square == 0, jnp.float32(1), square))
    return jnp.where(square == 0, 0, root)
