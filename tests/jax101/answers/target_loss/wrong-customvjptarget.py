import jax, jax.numpy as jnp, numpy as np
def target_loss(value, params, now, later, reward):
    @jax.custom_vjp
    def stop(t): return t
    stop.defvjp(lambda t: (t, None), lambda _, c: (jnp.zeros_like(c),))
    return jnp.mean((stop(reward + 0.9 * value(params, later)) - value(params, now)) ** 2)
