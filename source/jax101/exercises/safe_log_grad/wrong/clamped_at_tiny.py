# rejected by: test_smallest_numbers
"""'finfo.tiny is the smallest number.' It is the smallest normal one; there are smaller ones."""

import jax.numpy as jnp


def safe_log_grad(x):
    return jnp.where(x > 0, jnp.log(jnp.maximum(x, jnp.finfo(x.dtype).tiny)), 0)
