# rejected by: test_does_not_grow
"""'I compile it myself, so a loop costs nothing.' Each step is traced and compiled, for each n."""

import jax
import jax.numpy as jnp

programs = {}


def compiled_tile(x, n):
    def joined(x):
        result = x
        for _ in range(int(n) - 1):
            result = jnp.concatenate([result, x])
        return result

    known = (x.shape, x.dtype, n)
    if known not in programs:
        programs[known] = jax.jit(joined).lower(x).compile()
    return programs[known](x)
