# "x itself for n = 0" and "neither the result nor the gradient may show it": for n = 0 the safe
# input is x itself, and step(x) may overflow.
from collections.abc import Callable

import jax
import jax.numpy as jnp


def fori_or_scan(step: Callable, x: jax.Array, n: jax.Array, limit: int) -> jax.Array:
    """Apply a step n times, where n is known only when the program runs.

    Args:
        step: a function of x that returns an array of the same shape and dtype.
        x: an array of floats.
        n: an int32 scalar with 0 <= n <= limit; under jax.jit it is traced.
        limit: a Python number, the most steps there can be.

    Returns:
        step(step(… step(x))), with n steps; x itself for n = 0.

    The function must work under jax.jit, compiled once for all n, and the program must not grow
    with limit. jax.grad with respect to x must work, also under jit.
    Steps after the n-th may overflow; neither the result nor the gradient may show it.
    """
    def body(y, i):
        active = i < n
        moved = step(jnp.where(active, y, x))
        return jnp.where(active, moved, y), None

    return jax.lax.scan(body, x, jnp.arange(limit))[0]
