# rejected by: test_gradient
"""“nan_to_num cleans up.” There is no NaN in the value, and the gradient is not cleaned."""

import jax.numpy as jnp


def safe_norm(x):
    return jnp.nan_to_num(jnp.sqrt(jnp.sum(x * x, axis=-1)))
