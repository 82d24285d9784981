import jax
import jax.numpy as jnp


def fori_or_scan(step, x, n, limit):
    return jax.lax.fori_loop(0, limit, lambda i, x: jnp.where(i < n, step(x), x), x)
