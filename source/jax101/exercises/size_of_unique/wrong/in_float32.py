# rejected by: test_every_number_is_a_value
"""'unique works on floats.' From 2**24 on, different integers are one float32."""

import jax.numpy as jnp


def size_of_unique(x):
    values, counts = jnp.unique(
        x.astype(jnp.float32), size=x.size, fill_value=0, return_counts=True
    )
    return values.astype(x.dtype), (counts > 0).sum()
