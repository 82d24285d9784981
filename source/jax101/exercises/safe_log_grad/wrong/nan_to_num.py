# rejected by: test_gradient
"""“nan_to_num cleans up.” It cleans the values; the gradient meets the infinite slope before."""

import jax.numpy as jnp


def safe_log_grad(x):
    return jnp.nan_to_num(jnp.log(x), nan=0.0, neginf=0.0)
