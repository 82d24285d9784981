# rejected by: test_gradient
"""“where takes x when x is large.” The branch that overflows is differentiated too."""

import jax.numpy as jnp


def stable_softplus(x):
    return jnp.where(x > 30, x, jnp.log1p(jnp.exp(x)))
