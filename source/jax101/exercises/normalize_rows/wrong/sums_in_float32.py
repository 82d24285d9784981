# rejected by: test_dtype_of_x
"""“Sum in float32, to be exact.” The quotient is float32 too."""

import jax.numpy as jnp


def normalize_rows(x):
    return x / x.sum(axis=1, keepdims=True, dtype=jnp.float32)
