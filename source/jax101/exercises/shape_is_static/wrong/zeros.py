# rejected by: test_plain_call
"""“Pad.” jnp.pad fills with zeros unless it is told a value."""

import jax.numpy as jnp


def shape_is_static(x):
    rows = -(-x.size // 8)
    return jnp.pad(x.ravel(), (0, rows * 8 - x.size)).reshape(rows, 8)
