# rejected by: test_compiles
"""“unique, then fill up.” Right outside of jit, where a shape may depend on values."""

import jax.numpy as jnp


def size_of_unique(x):
    values = jnp.unique(x)
    padded = jnp.zeros_like(x).at[: values.size].set(values)
    return padded, jnp.int32(values.size)
