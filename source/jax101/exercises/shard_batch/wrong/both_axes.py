# rejected by: test_examples_are_cut
"""“Use all the devices.” Over both axes, each device gets half of what it should hold."""

import jax


def shard_batch(batch, mesh):
    return jax.device_put(batch, jax.NamedSharding(mesh, jax.P(("x", "y"))))
