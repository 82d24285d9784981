# rejected by: test_gradient
"""'Only log1p needs protection.' At 100 the slope of exp is infinite, and 0 times that is NaN."""

import jax.numpy as jnp


def cond_under_vmap(x):
    return jnp.where(x >= 0, jnp.log1p(jnp.where(x >= 0, x, 0)), jnp.expm1(x))
