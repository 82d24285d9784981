# rejected by: test_small_vectors
"""“Take the epsilon off again.” For small vectors both roots are the same number."""

import jax.numpy as jnp


def safe_norm(x):
    return jnp.sqrt(jnp.sum(x * x, axis=-1) + 1e-14) - 1e-7
