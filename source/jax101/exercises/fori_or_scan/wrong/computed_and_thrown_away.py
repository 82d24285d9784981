# rejected by: test_overflow_of_the_next_step
"""'where keeps x after the n-th step.' The next step is computed all the same, and its slope is infinite."""

import jax
import jax.numpy as jnp


def fori_or_scan(step, x, n, limit):
    return jax.lax.fori_loop(0, limit, lambda i, x: jnp.where(i < n, step(x), x), x)
