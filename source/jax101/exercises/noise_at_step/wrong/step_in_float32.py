# rejected by: test_far_steps
"""'A step is a number like any other.' In float32, step 2**24 + 1 is step 2**24."""

import jax
import jax.numpy as jnp


def noise_at_step(key, step, n):
    step = jnp.asarray(step, jnp.float32).astype(jnp.uint32)
    return jax.random.normal(jax.random.fold_in(key, step), n)
