# rejected by: test_sharded
"""“psum adds up over the devices.” And leaves all of it on all of them."""

import jax


def reduce_scatter(parts, mesh):
    def total(rows):
        return jax.lax.psum(rows.sum(axis=0), "x")

    return jax.shard_map(total, mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P())(parts)
