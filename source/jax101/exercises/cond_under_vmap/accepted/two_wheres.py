import jax
import jax.numpy as jnp


@jax.jit
def cond_under_vmap(x):
    safe = jnp.where(x < 0, 1, x)
    return jnp.where(x < 0, jnp.expm1(x), jnp.log1p(safe))
