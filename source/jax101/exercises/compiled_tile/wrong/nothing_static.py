# rejected by: test_values
"""“Compiling is adding jax.jit.” While it is traced, n has no value that could be a shape."""

import jax
import jax.numpy as jnp


@jax.jit
def compiled_tile(x, n):
    return jnp.tile(x, int(n))
