# rejected by: test_rate
"""“bernoulli with the rate.” Then the rate is kept, not dropped."""

import jax
import jax.numpy as jnp


def dropout(key, x, rate):
    return jnp.where(jax.random.bernoulli(key, rate, x.shape), x / (1 - rate), 0)
