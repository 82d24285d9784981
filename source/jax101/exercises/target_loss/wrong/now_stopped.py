# rejected by: test_gradient_of_now
"""“States are data, and constant.” They may come out of a layer that is trained too."""

import jax
import jax.numpy as jnp


def target_loss(value, params, now, later, reward):
    target = jax.lax.stop_gradient(reward + 0.9 * value(params, later))
    return jnp.mean((target - value(params, jax.lax.stop_gradient(now))) ** 2)
