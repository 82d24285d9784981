# rejected by: test_single
"""“Make x safe, then branch.” Then the other branch gets the replacement as well."""

import jax
import jax.numpy as jnp


def cond_under_vmap(x):
    return jax.lax.cond(x >= 0, jnp.log1p, jnp.expm1, jnp.maximum(x, 0))
