import jax, jax.numpy as jnp, numpy as np
def target_loss(value, params, now, later, reward):
    e = value(params, now) - jax.lax.stop_gradient(reward + 0.9 * value(params, later))
    return e @ e / len(now)
