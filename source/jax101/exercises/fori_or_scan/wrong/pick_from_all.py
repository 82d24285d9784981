# rejected by: test_overflow
"""“Make all limit steps and pick the n-th.” The steps after it overflow, and the gradient is NaN."""

import jax
import jax.numpy as jnp


def fori_or_scan(step, x, n, limit):
    _, after = jax.lax.scan(lambda x, _: (step(x),) * 2, x, length=limit)
    return jnp.concatenate([x[None], after])[n]
