# rejected by: test_values
"""“log of 1 plus exp.” exp(1000) is infinite."""

import jax.numpy as jnp


def stable_softplus(x):
    return jnp.log1p(jnp.exp(x))
