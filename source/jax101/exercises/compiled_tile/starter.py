import jax
import jax.numpy as jnp


def compiled_tile(x: jax.Array, n: float) -> jax.Array:
    """Repeat a vector n times, compiled once for each n.

    Args:
        x: a 1-D array of at least one element.
        n: how many times, at least 1: a whole number that arrives as a float, such as 3.0.

    Returns:
        x, n times over: shape (x.shape[0] * n,), the dtype of x.

    Calling compiled_tile(x, n) runs one compiled program.
    The program is made when an n, or a shape or dtype of x, is first seen, and then reused.
    """
    raise NotImplementedError
