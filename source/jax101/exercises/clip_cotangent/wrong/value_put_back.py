# rejected by: test_gradient
"""“Add what clip took, with its gradient stopped.” The gradient is that of clip: 1 or 0."""

import jax
import jax.numpy as jnp


def clip_cotangent(x, limit):
    clipped = jnp.clip(x, -limit, limit)
    return clipped + jax.lax.stop_gradient(x - clipped)
