# rejected by: test_gradient
"""“There is a function for that.” Its gradient at zero is NaN."""

import jax.numpy as jnp


def safe_norm(x):
    return jnp.linalg.norm(x, axis=-1)
