import jax
import jax.numpy as jnp


def cond_under_vmap(x):
    return jax.lax.cond(
        x >= 0,
        lambda x: jnp.log1p(jnp.where(x >= 0, x, 0.5)),
        lambda x: jnp.expm1(jnp.where(x >= 0, -0.5, x)),
        x,
    )
