import jax, jax.numpy as jnp, numpy as np
def target_loss(value, params, now, later, reward):
    frozen = {k: jax.lax.stop_gradient(p) for k, p in params.items()}
    t = jax.lax.stop_gradient(reward) + 0.9 * value(frozen, jax.lax.stop_gradient(later))
    return jnp.mean((t - value(params, now)) ** 2)
