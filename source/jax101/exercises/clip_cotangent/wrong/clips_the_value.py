# rejected by: test_value
"""“clip, and its gradient is clipped.” It clips the value, and cuts the gradient off outside."""

import jax.numpy as jnp


def clip_cotangent(x, limit):
    return jnp.clip(x, -limit, limit)
