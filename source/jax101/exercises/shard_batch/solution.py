import jax


def shard_batch(batch, mesh: jax.sharding.Mesh):
    # A spec may be shorter than the array: axes it does not mention are not sharded.
    # One sharding serves all leaves, whatever their rank.
    return jax.device_put(batch, jax.NamedSharding(mesh, jax.P("x")))
