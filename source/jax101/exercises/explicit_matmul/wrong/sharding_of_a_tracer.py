# rejected by: test_inside_jit
"""“a.sharding has the spec.” Of an array; a traced one has a type, and no place yet."""

import jax
import jax.numpy as jnp


def explicit_matmul(a, b):
    spec = jax.P(a.sharding.spec[0], b.sharding.spec[1])
    return jnp.matmul(a, b, out_sharding=spec)
