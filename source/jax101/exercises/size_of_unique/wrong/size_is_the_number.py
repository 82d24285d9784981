# rejected by: test_values
"""“The size of the result is the number.” With size=, it is the size that was asked for."""

import jax.numpy as jnp


def size_of_unique(x):
    values = jnp.unique(x, size=x.size, fill_value=0)
    return values, jnp.int32(values.size)
