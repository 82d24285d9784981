# rejected by: test_gradient
"""“Stop the parameters, then compute.” Then nothing is left to learn."""

import jax
import jax.numpy as jnp


def target_loss(value, params, now, later, reward):
    params = jax.lax.stop_gradient(params)
    target = jax.lax.stop_gradient(reward + 0.9 * value(params, later))
    return jnp.mean((target - value(params, now)) ** 2)
