# rejected by: test_values
"""“jnp.outer takes arrays.” It flattens them first, and pairs every number with every number."""

import jax.numpy as jnp


def batched_outer(xs, ys):
    return jnp.outer(xs, ys).reshape(xs.shape[0], ys.shape[1], -1)
