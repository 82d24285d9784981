# rejected by: test_sends_sums_only
"""“Collect all rows, then average.” Right, and every row travels to every device."""

import jax


def global_mean(x, mesh):
    def mean(shard):
        rows = jax.lax.all_gather(shard, "x", tiled=True)
        return jax.lax.pmean(rows.mean(axis=0), "x")

    return jax.shard_map(mean, mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P())(x)
