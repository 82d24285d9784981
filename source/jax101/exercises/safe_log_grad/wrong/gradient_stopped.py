# rejected by: test_gradient
"""“Stop the gradient and it is finite.” Then it is 0 everywhere, also where it should be 1 / x."""

import jax
import jax.numpy as jnp


def safe_log_grad(x):
    return jnp.where(x > 0, jax.lax.stop_gradient(jnp.log(x)), 0.0)
