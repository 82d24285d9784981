import jax
import jax.numpy as jnp


def reduce_scatter(parts: jax.Array, mesh: jax.sharding.Mesh) -> jax.Array:
    """Add rows up over the devices, and leave each device its own part of the sum.

    Args:
        parts: shape (rows, n), float32; the rows are sharded over the mesh axis "x".
            The size of "x" divides both rows and n.
        mesh: a mesh with an axis "x" and perhaps others.

    Returns:
        The sum over all rows, shape (n,), sharded over "x": no device has more of it.

    Use jax.shard_map: each device adds its own rows, and then receives its own part of the sum
    over all devices, n / (the size of "x") numbers, and no others.
    It is called inside jax.jit, with mesh static.
    """
    raise NotImplementedError
