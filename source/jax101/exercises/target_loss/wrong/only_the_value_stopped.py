# rejected by: test_constant_in_everything
"""“The value of the later state is stopped.” The reward is part of the target too."""

import jax
import jax.numpy as jnp


def target_loss(value, params, now, later, reward):
    target = reward + 0.9 * jax.lax.stop_gradient(value(params, later))
    return jnp.mean((target - value(params, now)) ** 2)
