# rejected by: test_gradient
"""“One of the two has to be stopped.” It is the target, not the prediction."""

import jax
import jax.numpy as jnp


def target_loss(value, params, now, later, reward):
    target = reward + 0.9 * value(params, later)
    return jnp.mean((target - jax.lax.stop_gradient(value(params, now))) ** 2)
