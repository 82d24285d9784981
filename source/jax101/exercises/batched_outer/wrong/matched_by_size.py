# rejected by: test_square
"""“Whichever axes fit are the batch.” Where all have one size, the first guess is taken."""

import jax
import jax.numpy as jnp


def batched_outer(xs, ys):
    for axis in (0, 1):
        for other in (0, 1):
            if xs.shape[axis] == ys.shape[other]:
                return jax.vmap(jnp.outer, in_axes=(axis, other), out_axes=-1)(xs, ys)
