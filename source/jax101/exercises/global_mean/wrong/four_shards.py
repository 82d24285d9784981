# rejected by: test_any_mesh
"""“There are four shards.” On this mesh; the size is in mesh.shape."""

import jax


def global_mean(x, mesh):
    return jax.shard_map(
        lambda shard: jax.lax.psum(shard.mean(axis=0), "x") / 4,
        mesh=mesh,
        in_specs=jax.P("x"),
        out_specs=jax.P(),
    )(x)
