# rejected by: test_compiles
"""“Seed NumPy with the key.” Under jit the key is a tracer, and holds no number."""

import jax
import jax.numpy as jnp
import numpy as np


def two_draws(key, n):
    generator = np.random.default_rng(np.asarray(jax.random.key_data(key)))
    normals, uniforms = generator.standard_normal(n), generator.random(n)
    return jnp.asarray(normals, "float32"), jnp.asarray(uniforms, "float32")
