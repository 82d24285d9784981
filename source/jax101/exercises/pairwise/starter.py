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
            It has the dtype of what distance returns.

    The program must not grow with a or b: no Python loop over rows.
    """
    raise NotImplementedError
