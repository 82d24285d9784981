# rejected by: test_any_cut
"""“The result is sharded as a.” Its rows are; its columns are those of b."""

import jax
import jax.numpy as jnp


def explicit_matmul(a, b):
    return jnp.matmul(a, b, out_sharding=jax.P(jax.typeof(a).sharding.spec[0]))
