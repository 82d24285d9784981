# rejected by: test_is_compiled
"""“jnp is compiled anyway.” Each operation is, on its own; the function is not."""

import jax.numpy as jnp


def compiled_tile(x, n):
    return jnp.broadcast_to(x, (int(n), x.shape[0])).reshape(-1)
