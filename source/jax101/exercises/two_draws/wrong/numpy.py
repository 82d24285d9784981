# rejected by: test_same_key
"""“np.random draws too.” It has hidden state, so the same call gives other numbers."""

import jax.numpy as jnp
import numpy as np


def two_draws(key, n):
    normals, uniforms = np.random.standard_normal(n), np.random.random(n)
    return jnp.asarray(normals, "float32"), jnp.asarray(uniforms, "float32")
