"""Blocks of sixteen steps are drawn together, and one row is taken."""

import jax
import jax.numpy as jnp


def noise_at_step(key, step, n):
    step = jnp.asarray(step, jnp.int32)
    block = jax.random.normal(jax.random.fold_in(key, step // 16), (16, n), jnp.float32)
    return block[step % 16]
