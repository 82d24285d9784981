import jax


def shard_batch(batch, mesh: jax.sharding.Mesh):
    """Spread the examples of a batch over the axis "x" of a mesh.

    Args:
        batch: a pytree of arrays, committed to no device. Axis 0 of each counts the examples;
            it is a multiple of the size of the mesh axis "x".
        mesh: a mesh with an axis "x" and perhaps others.

    Returns:
        The same tree and values. Axis 0 of each array is sharded over the mesh axis "x";
        no other axis is sharded, and over other axes of the mesh the blocks are replicated.
    """
    raise NotImplementedError
