import jax
import jax.numpy as jnp


def target_loss(value, params, now, later, reward):
    frozen, later, reward = jax.lax.stop_gradient((params, later, reward))
    target = reward + 0.9 * value(frozen, later)
    return jnp.square(target - value(params, now)).mean()
