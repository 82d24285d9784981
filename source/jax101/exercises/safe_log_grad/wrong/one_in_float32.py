# rejected by: test_dtype_of_x
"""“jnp.float32(1.0) is a safe number.” It has a dtype that counts, and widens the result."""

import jax.numpy as jnp


def safe_log_grad(x):
    return jnp.log(jnp.where(x > 0, x, jnp.float32(1.0)))
