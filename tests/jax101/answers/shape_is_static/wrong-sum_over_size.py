# "Places left over in the last row hold the mean of x": the float16 sum of three times 30000 is
# inf.
import jax
import jax.numpy as jnp
import numpy as np


def shape_is_static(x: jax.Array) -> jax.Array:
    """Lay the elements of an array out in rows of eight, in a way that can be compiled.

    Args:
        x: a float array of any shape, with at least one element.

    Returns:
        The elements of x in their order, eight to a row, in as few rows as hold them.
        Places left over in the last row hold the mean of x.
        Shape (rows, 8), the dtype of x.

    The checker compiles your function: jax.jit(shape_is_static).
    Sizes are known while it is traced, so the compiled program does not compute them.
    """
    flat = x.ravel()
    left = -flat.size % 8
    return jnp.concatenate([flat, jnp.full(left, flat.sum() / flat.size, x.dtype)]).reshape(-1, 8)
