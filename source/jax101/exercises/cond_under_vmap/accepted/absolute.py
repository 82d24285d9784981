import jax.numpy as jnp


def cond_under_vmap(x):
    return jnp.where(x >= 0, jnp.log1p(jnp.abs(x)), jnp.expm1(x))
