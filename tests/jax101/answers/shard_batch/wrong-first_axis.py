"""Breaks "sharded over the mesh axis x": over the first axis, whatever its name.

Input: a mesh ("y", "x").
"""

import jax
from jax.sharding import NamedSharding
from jax.sharding import PartitionSpec as P


def shard_batch(batch, mesh):
    return jax.device_put(batch, NamedSharding(mesh, P(mesh.axis_names[0])))
