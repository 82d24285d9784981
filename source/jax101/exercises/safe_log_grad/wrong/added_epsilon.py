# rejected by: test_values
"""“A little more never hurts.” The logarithm of 1e-12 moves by 0.69."""

import jax.numpy as jnp


def safe_log_grad(x):
    return jnp.where(x > 0, jnp.log(jnp.abs(x) + 1e-12), 0.0)
