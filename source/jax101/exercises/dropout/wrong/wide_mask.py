# rejected by: test_dtype
"""“A uniform mask, as a float.” Its float32 widens a float16 x."""

import jax
import jax.numpy as jnp


def dropout(key, x, rate):
    scale = (jax.random.uniform(key, x.shape) >= rate).astype(jnp.float32) / (1 - rate)
    return jnp.where(scale > 0, x * scale, 0)
