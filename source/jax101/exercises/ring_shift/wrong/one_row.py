# rejected by: test_one_step
"""“Roll the whole array by the steps.” That moves rows; asked for were blocks of rows."""

import jax.numpy as jnp


def ring_shift(x, mesh, steps):
    return jnp.roll(x, steps, axis=0)
