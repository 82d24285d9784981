# rejected by: test_values
"""“in_axes says where the batch is.” On the way in; in the result it comes first, unless asked."""

import jax
import jax.numpy as jnp


def batched_outer(xs, ys):
    return jax.vmap(jnp.outer, in_axes=(1, 0))(xs, ys)
