# rejected by: test_values
"""“maximum keeps it positive.” Zeros become log(1e-6), which is about -14."""

import jax.numpy as jnp


def safe_log_grad(x):
    return jnp.log(jnp.maximum(x, 1e-6))
