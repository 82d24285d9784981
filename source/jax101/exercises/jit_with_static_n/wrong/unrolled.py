# rejected by: test_does_not_grow
"""“Append x, n times.” The loop is gone after tracing; its n steps are not."""

import jax.numpy as jnp


def jit_with_static_n(x, n):
    result = x
    for _ in range(int(n) - 1):
        result = jnp.concatenate([result, x])
    return result
