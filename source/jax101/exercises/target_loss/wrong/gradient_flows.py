# rejected by: test_gradient
"""“The loss is right, so its gradient is.” It also moves the target towards the prediction."""

import jax.numpy as jnp


def target_loss(value, params, now, later, reward):
    target = reward + 0.9 * value(params, later)
    return jnp.mean((target - value(params, now)) ** 2)
