# "the distinct values": 0.0 and -0.0 are one value; their bits differ.
import jax
import jax.numpy as jnp


def size_of_unique(x: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Find the distinct values of a vector, and how many there are.

    Args:
        x: shape (n,), n at least 1, int32 or float32, without NaN. Zero is a value too.

    Returns:
        A tuple of two arrays:
        the distinct values in ascending order, followed by zeros up to shape (n,),
        in the dtype of x; and their number, an int32 scalar of shape ().

    The checker compiles your function.

    Example:
        [3, 7, 3, 0] gives ([0, 3, 7, 0], 3): the last zero only fills up.
    """
    n = x.shape[0]
    s = jnp.sort(x)
    bits = s.view(jnp.int32)
    new = jnp.concatenate([jnp.ones(1, bool), bits[1:] != bits[:-1]])
    place = jnp.where(new, jnp.cumsum(new) - 1, n)
    return jnp.zeros_like(x).at[place].set(s, mode="drop"), new.sum()
