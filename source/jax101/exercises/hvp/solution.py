from collections.abc import Callable

import jax
import jax.numpy as jnp


def hvp(function: Callable, x: jax.Array, v: jax.Array) -> jax.Array:
    # The Hessian is the Jacobian of the gradient, and jvp multiplies with a Jacobian.
    return jax.jvp(jax.grad(function), (x,), (v,))[1]
