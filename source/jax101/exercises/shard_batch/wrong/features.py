# rejected by: test_examples_are_cut
"""“The second entry is x.” Entries belong to the array's axes, and this one shards the features."""

import jax


def shard_batch(batch, mesh):
    return jax.device_put(batch, jax.NamedSharding(mesh, jax.P(None, "x")))
