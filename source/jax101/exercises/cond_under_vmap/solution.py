import jax
import jax.numpy as jnp


def cond_under_vmap(x: jax.Array) -> jax.Array:
    # In a batch both branches run for every number, so each gets one that it can take: log1p
    # no number below -1, and expm1 none whose slope is infinite, for 0 times infinity is NaN.
    upper, lower = jnp.where(x >= 0, x, 0), jnp.where(x >= 0, 0, x)
    return jax.lax.cond(x >= 0, lambda: jnp.log1p(upper), lambda: jnp.expm1(lower))
