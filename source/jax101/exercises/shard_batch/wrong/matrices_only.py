# rejected by: test_any_tree
"""“One entry for each axis: P("x", None).” A vector of labels has no second axis."""

import jax


def shard_batch(batch, mesh):
    return jax.device_put(batch, jax.NamedSharding(mesh, jax.P("x", None)))
