# rejected by: test_values
"""“size= fills up.” By default with the smallest value."""

import jax.numpy as jnp


def size_of_unique(x):
    values, counts = jnp.unique(x, size=x.size, return_counts=True)
    return values, (counts > 0).sum()
