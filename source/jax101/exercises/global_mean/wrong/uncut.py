# rejected by: test_sends_sums_only
"""“in_specs=P() takes the array as it is.” It asks for a whole copy on every device."""

import jax


def global_mean(x, mesh):
    mean = jax.shard_map(lambda x: x.mean(axis=0), mesh=mesh, in_specs=jax.P(), out_specs=jax.P())
    return mean(x)
