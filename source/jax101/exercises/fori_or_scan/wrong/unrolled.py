# rejected by: test_does_not_grow
"""“limit is static, so a Python loop will do.” It writes out every step."""

import jax.numpy as jnp


def fori_or_scan(step, x, n, limit):
    for i in range(limit):
        x = jnp.where(i < n, step(x), x)
    return x
