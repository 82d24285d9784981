# rejected by: test_values
"""“if x > 0.” An array of several elements is neither true nor false."""

import jax.numpy as jnp


def safe_log_grad(x):
    return jnp.log(x) if x > 0 else jnp.zeros_like(x)
