# rejected by: test_does_not_grow
"""“jit makes Python loops fast.” It traces them: each step becomes part of the program."""

import jax
import jax.numpy as jnp


@jax.jit(static_argnames=["n"])
def compiled_tile(x, n):
    result = x
    for _ in range(int(n) - 1):
        result = jnp.concatenate([result, x])
    return result
