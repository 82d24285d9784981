# rejected by: test_plain_call
"""“Divide and add one.” 24 elements fill three rows, and the fourth is filler only."""

import jax.numpy as jnp


def shape_is_static(x):
    rows = x.size // 8 + 1
    return jnp.pad(x.ravel(), (0, rows * 8 - x.size), constant_values=x.mean()).reshape(rows, 8)
