# "Element [j, k, i] is xs[j, i] * ys[i, k]": int32 16777217 * 1 becomes 16777216.
import jax
import jax.numpy as jnp


def batched_outer(xs: jax.Array, ys: jax.Array) -> jax.Array:
    """The outer product of each column of xs with the row of ys of the same number.

    The outer product of two vectors u and v is the matrix of all u[j] * v[k].

    Args:
        xs: shape (a, n), n vectors of length a, one in each column.
        ys: shape (n, b), n vectors of length b, one in each row, the dtype of xs.

    Returns:
        The n matrices, side by side along the last axis: shape (a, b, n), the dtype of xs.
        Element [j, k, i] is xs[j, i] * ys[i, k].

    It can be compiled, and the program does not grow with n.
    """
    product = jnp.einsum("ai,ib->abi", xs, ys, preferred_element_type=jnp.float32)
    return product.astype(xs.dtype)
