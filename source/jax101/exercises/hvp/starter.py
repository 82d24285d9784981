from collections.abc import Callable

import jax
import jax.numpy as jnp


def hvp(function: Callable, x: jax.Array, v: jax.Array) -> jax.Array:
    """Multiply the Hessian of a function with a vector.

    Args:
        function: of an array like x; its result is a scalar. It is twice differentiable.
        x: where the Hessian is taken, shape (n,), any floating dtype.
        v: the vector, the shape and the dtype of x.

    Returns:
        The product of the Hessian of function at x and v: the shape and the dtype of x.
        It is as exact as the derivatives of JAX.

    No array has more than a few times n elements: the Hessian, of n * n, is never built.
    The function and its derivatives are evaluated a few times, whatever n is.
    The checker also compiles your function, with function fixed.
    """
    raise NotImplementedError
