import jax
import jax.numpy as jnp


def dropout(key, x, rate):
    return jnp.where(jax.random.uniform(key, x.shape) < rate, jnp.zeros_like(x), x / (1 - rate))
