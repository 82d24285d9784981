# rejected by: test_every_number_is_a_value
"""'The largest value is the last.' Where all values are negative, the filler is larger."""

import jax.numpy as jnp


def size_of_unique(x):
    values = jnp.unique(x, size=x.size, fill_value=0)
    return values, values.argmax().astype(jnp.int32) + 1
