# rejected by: test_bfloat16
"""“jnp.float32 makes a scalar.” It is an array of float32, which beats bfloat16."""

import jax.numpy as jnp


def keep_bf16(x):
    return x / jnp.sqrt(jnp.float32(x.shape[-1]))
