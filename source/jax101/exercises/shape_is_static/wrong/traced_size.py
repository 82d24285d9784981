# rejected by: test_size_is_known
"""“jax.numpy throughout.” It compiles, and each run multiplies the shape's numbers again."""

import jax.numpy as jnp


def shape_is_static(x):
    rows = -(-x.size // 8)
    mean = (x.sum() / jnp.array(x.shape, dtype=int).prod()).astype(x.dtype)
    return jnp.pad(x.ravel(), (0, rows * 8 - x.size), constant_values=mean).reshape(rows, 8)
