# rejected by: test_is_compiled
"""'The heavy part is compiled.' What comes before the program runs by itself, in each call."""

import jax
import jax.numpy as jnp

programs = {}


def compiled_tile(x, n):
    x = jnp.atleast_1d(x) + 0
    known = (x.shape, x.dtype, n)
    if known not in programs:
        programs[known] = jax.jit(lambda x: jnp.tile(x, int(n))).lower(x).compile()
    return programs[known](x)
