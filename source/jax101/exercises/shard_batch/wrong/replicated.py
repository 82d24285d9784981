# rejected by: test_examples_are_cut
"""“device_put to the mesh spreads it.” An empty spec puts a whole copy on every device."""

import jax


def shard_batch(batch, mesh):
    return jax.device_put(batch, jax.NamedSharding(mesh, jax.P()))
