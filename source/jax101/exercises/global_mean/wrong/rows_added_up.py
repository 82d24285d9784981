# rejected by: test_sends_sums_only
"""'psum first, then the sum.' The devices exchange whole blocks of rows instead of one sum each."""

import jax


def global_mean(x, mesh):
    def mean(shard):
        return jax.lax.psum(shard, "x").sum(axis=0) / x.shape[0]

    return jax.shard_map(mean, mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P())(x)
