# rejected by: test_values
"""“Columns are axis 0.” Axis 0 counts the rows; a column is what is left when axis 1 is mapped."""

import jax
import jax.numpy as jnp


def batched_outer(xs, ys):
    return jax.vmap(jnp.outer, in_axes=(0, 1), out_axes=-1)(xs, ys)
