# rejected by: test_zero_is_a_value
"""“Whatever is not zero is a value.” A zero may be one of the values."""

import jax.numpy as jnp


def size_of_unique(x):
    values = jnp.unique(x, size=x.size, fill_value=0)
    return values, (values != 0).sum()
