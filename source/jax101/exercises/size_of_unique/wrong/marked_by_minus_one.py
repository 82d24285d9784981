# rejected by: test_every_number_is_a_value
"""“-1 marks what only fills up.” Until -1 is one of the values."""

import jax.numpy as jnp


def size_of_unique(x):
    values = jnp.unique(x, size=x.size, fill_value=-1)
    is_value = values != -1
    return jnp.where(is_value, values, 0), is_value.sum()
