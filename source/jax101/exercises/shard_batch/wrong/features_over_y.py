# rejected by: test_examples_are_cut
"""“Two mesh axes, two array axes.” The features were not to be sharded."""

import jax


def shard_batch(batch, mesh):
    return jax.device_put(batch, jax.NamedSharding(mesh, jax.P(*mesh.axis_names)))
