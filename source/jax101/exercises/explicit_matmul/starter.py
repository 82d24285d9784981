import jax
import jax.numpy as jnp


def explicit_matmul(a: jax.Array, b: jax.Array) -> jax.Array:
    """Multiply two matrices on explicit mesh axes, also where their contracted axis is sharded.

    Args:
        a: shape (n, k), float32.
        b: shape (k, m), float32.
            Axis 1 of a and axis 0 of b are sharded over the same mesh axis, or neither is.
            No mesh axis shards both the rows of a and the columns of b.

    Returns:
        The product, shape (n, m): its rows sharded as those of a, its columns as those of b.
        If a is float32[8@x,6@y] and b is float32[6@y,5], the product is float32[8@x,5].

    Works inside jit too. Devices exchange sums only: neither a nor b is gathered.
    The mesh has Explicit axes and is set (jax.set_mesh).
    """
    raise NotImplementedError
