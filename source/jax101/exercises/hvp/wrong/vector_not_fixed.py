# rejected by: test_values
"""“The gradient of gradient times v.” Here v stands for x, and is differentiated too."""

import jax
import jax.numpy as jnp


def hvp(function, x, v):
    return jax.grad(lambda x: jnp.vdot(jax.grad(function)(x), v * x / x[0]))(x)
