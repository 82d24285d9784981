# rejected by: test_dtype_of_x
"""“Multiply by ones.” The ones are float32, and so is the result."""

import jax.numpy as jnp


def jit_with_static_n(x, n):
    return (jnp.ones((int(n), 1)) * x).reshape(-1)
