# rejected by: test_small_vectors
"""“A little under the root.” Small vectors lose their size."""

import jax.numpy as jnp


def safe_norm(x):
    return jnp.sqrt(jnp.sum(x * x, axis=-1) + 1e-12)
