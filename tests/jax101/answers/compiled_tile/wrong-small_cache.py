# "The program is made when an n ... is first seen, and then reused": a cache of 4 forgets the
# first n after four others.
import jax
import jax.numpy as jnp


from functools import lru_cache


@lru_cache(maxsize=4)
def _program(n):
    return jax.jit(lambda x: jnp.tile(x, n))


def compiled_tile(x: jax.Array, n: float) -> jax.Array:
    """Repeat a vector n times, compiled once for each n.

    Args:
        x: a 1-D array.
        n: how many times, a whole number that arrives as a float, such as 3.0.

    Returns:
        x, n times over: shape (x.shape[0] * n,), the dtype of x.

    Calling compiled_tile(x, n) runs one compiled program.
    The program is made when an n, or a shape or dtype of x, is first seen, and then reused.
    """
    return _program(int(n))(x)
