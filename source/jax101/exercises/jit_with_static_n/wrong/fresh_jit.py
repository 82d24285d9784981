# rejected by: test_reuse
"""“Compile it myself, to be sure.” A new function each call is compiled each call."""

import jax
import jax.numpy as jnp


def jit_with_static_n(x, n):
    return jax.jit(lambda x: jnp.tile(x, int(n)))(x)
