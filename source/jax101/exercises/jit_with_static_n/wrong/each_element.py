# rejected by: test_plain_call
"""“jnp.repeat repeats.” It repeats each element, not the whole."""

import jax.numpy as jnp


def jit_with_static_n(x, n):
    return jnp.repeat(x, int(n))
