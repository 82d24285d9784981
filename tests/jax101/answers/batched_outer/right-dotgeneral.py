"""A dot_general that contracts nothing and has one batch axis."""

import jax
import jax.numpy as jnp


def batched_outer(xs, ys):
    out = jax.lax.dot_general(xs, ys, (((), ()), ((1,), (0,))))
    return jnp.moveaxis(out, 0, -1).astype(xs.dtype)
