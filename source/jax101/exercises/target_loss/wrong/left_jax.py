# rejected by: test_compiles
"""“NumPy has no gradients, so nothing flows.” It cannot be traced either."""

import jax.numpy as jnp
import numpy as np


def target_loss(value, params, now, later, reward):
    target = np.asarray(reward + 0.9 * value(params, later))
    return jnp.mean((target - value(params, now)) ** 2)
