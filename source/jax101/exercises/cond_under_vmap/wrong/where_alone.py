# rejected by: test_no_nan
"""“where chooses.” Between two results that are both there already."""

import jax.numpy as jnp


def cond_under_vmap(x):
    return jnp.where(x >= 0, jnp.log1p(x), jnp.expm1(x))
