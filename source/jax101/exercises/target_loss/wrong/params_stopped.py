# rejected by: test_constant_in_everything
"""“The parameters of the target are frozen.” Its state and its reward still have a gradient."""

import jax
import jax.numpy as jnp


def target_loss(value, params, now, later, reward):
    target = reward + 0.9 * value(jax.lax.stop_gradient(params), later)
    return jnp.mean((target - value(params, now)) ** 2)
