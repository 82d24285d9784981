# rejected by: test_any_cut
"""“The rows are sharded over x.” Of this a; the next is sharded otherwise."""

import jax
import jax.numpy as jnp


def explicit_matmul(a, b):
    return jnp.matmul(a, b, out_sharding=jax.P("x"))
