# rejected by: test_dtype_of_x
"""“Make all arguments arrays.” A float32 array brings its dtype along, a Python float does not."""

import jax
import jax.numpy as jnp


@jax.jit
def affine(x, scale, shift):
    return x * scale + shift


def positional_or_keyword(x, scale=3.0, shift=0.5):
    return affine(x, jnp.float32(scale), jnp.float32(shift))
