# rejected by: test_batch
"""“It is one number, so an if will do.” Inside vmap it is a tracer for all of them."""

import jax.numpy as jnp


def cond_under_vmap(x):
    if x >= 0:
        return jnp.log1p(x)
    return jnp.expm1(x)
