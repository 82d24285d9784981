# rejected by: test_plain_call
"""“n = 3.0 is a whole number, that will do.”"""

import jax.numpy as jnp


def jit_with_static_n(x, n):
    return jnp.tile(x, n)
