# rejected by: test_follows_the_key
"""“Any key will do.” Then every step drops the same elements."""

import jax
import jax.numpy as jnp


def dropout(key, x, rate):
    kept = jax.random.bernoulli(jax.random.key(0), 1 - rate, x.shape)
    return jnp.where(kept, x / (1 - rate), 0)
