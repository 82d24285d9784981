from collections.abc import Callable

import jax
import jax.numpy as jnp


def fori_or_scan(step: Callable, x: jax.Array, n: jax.Array, limit: int) -> jax.Array:
    # Always limit rounds, a number that reverse mode can know. cond leaves the steps after the
    # n-th out, so nothing of them is computed, and no infinite slope meets a zero.
    def step_or_stay(x, i):
        return jax.lax.cond(i < n, step, lambda x: x, x), None

    x, _ = jax.lax.scan(step_or_stay, x, jnp.arange(limit))
    return x
