# rejected by: test_rate
"""“A share of exactly the rate.” Cut off at half of the elements, whatever the rate is."""

import jax
import jax.numpy as jnp


def dropout(key, x, rate):
    order = jax.random.permutation(key, x.size).reshape(x.shape)
    return jnp.where(order >= x.size // 2, x / (1 - rate), 0)
