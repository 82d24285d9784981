import jax
import jax.numpy as jnp

programs = {}


def compiled_tile(x, n):
    known = (x.shape, x.dtype, n)
    if known not in programs:
        tile = jax.jit(lambda x: jnp.tile(x, int(n)))
        programs[known] = tile.lower(x).compile()
    return programs[known](x)
