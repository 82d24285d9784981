# rejected by: test_values
"""“vmap finds the batch.” It takes axis 0 of everything, and xs has its vectors in the columns."""

import jax
import jax.numpy as jnp


def batched_outer(xs, ys):
    return jax.vmap(jnp.outer, out_axes=-1)(xs, ys)
