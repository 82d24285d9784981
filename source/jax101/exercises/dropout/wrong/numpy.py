# rejected by: test_follows_the_key
"""“NumPy draws masks too.” From its own hidden state, not from the key."""

import jax.numpy as jnp
import numpy as np


def dropout(key, x, rate):
    return jnp.where(np.random.random(x.shape) >= rate, x / (1 - rate), 0)
