# rejected by: test_dtype_of_x
"""“Ones, times the mean.” The ones are float32, and joining them with x makes that of all."""

import jax.numpy as jnp


def shape_is_static(x):
    rows = -(-x.size // 8)
    filler = jnp.ones(rows * 8 - x.size) * x.mean()
    return jnp.concatenate([x.ravel(), filler]).reshape(rows, 8)
