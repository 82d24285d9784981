import jax
import jax.numpy as jnp


def dropout(key: jax.Array, x: jax.Array, rate: float) -> jax.Array:
    kept = jax.random.bernoulli(key, 1 - rate, x.shape)
    # where, not a product: zero times infinity is NaN.
    return jnp.where(kept, x / (1 - rate), 0)
