# rejected by: test_compiles
"""“Cast n with JAX.” That makes it an array, and under jit a traced one."""

import jax.numpy as jnp


def jit_with_static_n(x, n):
    return jnp.tile(x, jnp.int32(n))
