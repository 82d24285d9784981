"""Breaks "A call runs one compiled program": there is a shortcut for 1 and 0.

Input: scale 1.0, shift 0.0: x itself comes back, and no program runs.
"""

import jax
import jax.numpy as jnp


@jax.jit
def _apply(x, scale, shift):
    return x * scale + shift


def positional_or_keyword(x, scale=3.0, shift=0.5):
    if scale == 1.0 and shift == 0.0:
        return x
    return _apply(x, scale, shift)
