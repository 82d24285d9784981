# rejected by: test_values
"""“psum instead of mean.” The sum of the means is as many times too large as there are shards."""

import jax


def global_mean(x, mesh):
    return jax.shard_map(
        lambda shard: jax.lax.psum(shard.mean(axis=0), "x"),
        mesh=mesh,
        in_specs=jax.P("x"),
        out_specs=jax.P(),
    )(x)
