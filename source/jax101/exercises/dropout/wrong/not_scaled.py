# rejected by: test_dropped_or_scaled
"""“Dropout drops.” The mean shrinks, and the next layer was trained for another one."""

import jax
import jax.numpy as jnp


def dropout(key, x, rate):
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x, 0)
