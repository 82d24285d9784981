# rejected by: test_dtype_of_x
"""'Loops are safest in float32.' The result has another dtype than x."""

import jax
import jax.numpy as jnp


def fori_or_scan(step, x, n, limit):
    x = jnp.asarray(x, jnp.float32)
    return jax.lax.fori_loop(0, limit, lambda i, x: jax.lax.cond(i < n, step, lambda x: x, x), x)
