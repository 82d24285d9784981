# rejected by: test_independent
"""“One mask is enough, it is broadcast.” Each example then loses the same features."""

import jax
import jax.numpy as jnp


def dropout(key, x, rate):
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape[1:]), x / (1 - rate), 0)
