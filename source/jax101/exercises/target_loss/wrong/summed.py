# rejected by: test_values
"""“A loss is a sum.” This one is a mean: its size must not depend on the batch."""

import jax
import jax.numpy as jnp


def target_loss(value, params, now, later, reward):
    target = jax.lax.stop_gradient(reward + 0.9 * value(params, later))
    return jnp.sum((target - value(params, now)) ** 2)
