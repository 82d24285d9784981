# rejected by: test_values
"""“n is the one argument, so it is number 0.” Positions count from 0, and 0 is x."""

import jax
import jax.numpy as jnp


@jax.jit(static_argnums=0)
def compiled_tile(x, n):
    return jnp.tile(x, int(n))
