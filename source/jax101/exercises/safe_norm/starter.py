import jax
import jax.numpy as jnp


def safe_norm(x: jax.Array) -> jax.Array:
    """Compute the Euclidean norm of each vector, with a gradient that is finite everywhere.

    Args:
        x: vectors along the last axis, shape (..., d) with d at least 1, any floating dtype.
            Some of them may be zero. No square underflows or overflows, and no sum of squares
            overflows.

    Returns:
        The norms, shape (...), the dtype of x. They are exact: nothing is added to x.

    The derivative is x / norm for each vector, however small, and zero for a vector of zeros,
    in forward mode (jax.jvp) and in reverse mode (jax.grad).
    The checker also compiles your function.
    """
    raise NotImplementedError
