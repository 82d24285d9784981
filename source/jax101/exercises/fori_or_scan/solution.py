from collections.abc import Callable

import jax
import jax.numpy as jnp


def fori_or_scan(step: Callable, x: jax.Array, n: jax.Array, limit: int) -> jax.Array:
    # Always limit steps, a number that reverse mode can know; after the n-th, x stands still.
    def step_or_stay(x, i):
        return jnp.where(i < n, step(x), x), None

    x, _ = jax.lax.scan(step_or_stay, x, jnp.arange(limit))
    return x
