import jax
import jax.numpy as jnp


def cond_under_vmap(x: jax.Array) -> jax.Array:
    # In a batch both branches run for every number, so log1p gets one that it can take.
    log_of = jnp.where(x >= 0, x, 0)
    return jax.lax.cond(x >= 0, lambda: jnp.log1p(log_of), lambda: jnp.expm1(x))
