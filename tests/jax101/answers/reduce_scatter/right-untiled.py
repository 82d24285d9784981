"""Untiled: one row for each device, and the axis goes away."""

import jax
from jax.sharding import PartitionSpec as P


def reduce_scatter(parts, mesh):
    size = mesh.shape["x"]

    def local(block):
        rows = block.sum(axis=0).reshape(size, -1)
        return jax.lax.psum_scatter(rows, "x", scatter_dimension=0, tiled=False)

    return jax.shard_map(local, mesh=mesh, in_specs=P("x"), out_specs=P("x"))(parts)
