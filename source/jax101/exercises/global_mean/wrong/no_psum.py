# rejected by: test_values
"""“The mean of the shard.” It differs from device to device, and JAX notices."""

import jax


def global_mean(x, mesh):
    return jax.shard_map(
        lambda shard: shard.mean(axis=0), mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P()
    )(x)
