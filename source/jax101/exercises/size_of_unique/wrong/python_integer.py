# rejected by: test_values
"""“len counts.” It gives a Python integer, and asks for the values while tracing."""

import jax.numpy as jnp


def size_of_unique(x):
    distinct = set(x.tolist())
    return jnp.unique(x, size=x.size, fill_value=0), len(distinct)
