# rejected by: test_gradient
"""“A stable formula needs no rule.” Its pieces have corners at 0, and the slope there is not 0.5."""

import jax.numpy as jnp


def stable_softplus(x):
    return jnp.maximum(x, 0) + jnp.log1p(jnp.exp(-jnp.abs(x)))
