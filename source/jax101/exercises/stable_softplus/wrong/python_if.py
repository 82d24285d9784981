# rejected by: test_values
"""“if x > 30: return x.” An array of several elements is neither true nor false."""

import jax.numpy as jnp


def stable_softplus(x):
    if x > 30:
        return x
    return jnp.log1p(jnp.exp(x))
