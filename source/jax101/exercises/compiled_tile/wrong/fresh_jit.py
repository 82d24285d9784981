# rejected by: test_reuse
"""“n is known here, so close over it.” The lambda is new in each call, and so is its cache."""

import jax
import jax.numpy as jnp


def compiled_tile(x, n):
    return jax.jit(lambda x: jnp.tile(x, int(n)))(x)
