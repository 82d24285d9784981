# rejected by: test_dtype_of_x
"""“Multiply by a column of ones.” The ones are float32, and so is the result."""

import jax
import jax.numpy as jnp


@jax.jit(static_argnames=["n"])
def compiled_tile(x, n):
    return (jnp.ones((int(n), 1)) * x).ravel()
