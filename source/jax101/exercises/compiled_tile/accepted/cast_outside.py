import jax
import jax.numpy as jnp

tile = jax.jit(jnp.tile, static_argnums=1)


def compiled_tile(x, n):
    return tile(x, int(n))
