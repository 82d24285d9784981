# rejected by: test_values
"""“One mean from each device.” out_specs glues them: a longer vector, and no mean of all."""

import jax


def global_mean(x, mesh):
    return jax.shard_map(
        lambda shard: shard.mean(axis=0), mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P("x")
    )(x)
