# rejected by: test_gradient
"""“where picks the good values.” Both branches are differentiated: 0 times infinity is NaN."""

import jax.numpy as jnp


def safe_log_grad(x):
    return jnp.where(x > 0, jnp.log(x), 0.0)
