# rejected by: test_single
"""“Times 0 makes it 0.” Not a NaN: what log1p gives below -1 reaches the sum."""

import jax.numpy as jnp


def cond_under_vmap(x):
    upper = (x >= 0).astype(x.dtype)
    return upper * jnp.log1p(x) + (1 - upper) * jnp.expm1(x)
