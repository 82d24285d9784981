# rejected by: test_values
"""“Static is faster, so everything is static.” An array has no hash to look a program up by."""

import jax
import jax.numpy as jnp


@jax.jit(static_argnames=["x", "n"])
def compiled_tile(x, n):
    return jnp.tile(x, int(n))
