# rejected by: test_gradient
"""“where picks zero at zero.” The root is differentiated all the same."""

import jax.numpy as jnp


def safe_norm(x):
    square = jnp.sum(x * x, axis=-1)
    return jnp.where(square > 0, jnp.sqrt(square), 0)
