# rejected by: test_equal_n
"""'I keep the last program.' The n before it is compiled again when it comes back."""

import jax
import jax.numpy as jnp

last = []


def compiled_tile(x, n):
    if not last or last[0] != n:
        last[:] = [n, jax.jit(lambda x: jnp.tile(x, int(n)))]
    return last[1](x)
