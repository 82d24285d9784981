# rejected by: test_independent
"""“One draw, and the other computed from it.” Each is right on its own; together they are one."""

import jax
import jax.numpy as jnp


def two_draws(key, n):
    normals = jax.random.normal(key, n)
    return normals, jnp.minimum(jax.scipy.stats.norm.cdf(normals), 0.9999999)
