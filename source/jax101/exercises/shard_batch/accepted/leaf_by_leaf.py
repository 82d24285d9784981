import jax
from jax.sharding import NamedSharding, PartitionSpec


def shard_batch(batch, mesh):
    def place(leaf):
        spec = PartitionSpec("x", *[None] * (leaf.ndim - 1))
        return jax.device_put(leaf, NamedSharding(mesh, spec))

    return jax.tree.map(place, batch)
