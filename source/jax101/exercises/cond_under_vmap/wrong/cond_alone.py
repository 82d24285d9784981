# rejected by: test_no_nan
"""“cond runs one branch.” Of one number; for a batch it becomes a selection between two results."""

import jax
import jax.numpy as jnp


def cond_under_vmap(x):
    return jax.lax.cond(x >= 0, jnp.log1p, jnp.expm1, x)
