import jax, jax.numpy as jnp, numpy as np
def target_loss(value, params, now, later, reward):
    t = jax.lax.stop_gradient(reward + 0.9 * value(params, later))
    return jnp.mean((t - value(params, jax.lax.stop_gradient(now))) ** 2)
