import jax
import jax.numpy as jnp


def dropout(key, x, rate):
    key, _ = jax.random.split(key)
    dropped = jax.random.bernoulli(key, rate, x.shape)
    return jax.lax.select(dropped, jnp.zeros(x.shape, x.dtype), x * (1 / (1 - rate)))
