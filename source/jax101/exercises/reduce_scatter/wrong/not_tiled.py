# rejected by: test_values
"""“psum_scatter as it comes.” Without tiled, the axis must be as long as there are devices."""

import jax


def reduce_scatter(parts, mesh):
    def own_part(rows):
        return jax.lax.psum_scatter(rows.sum(axis=0), "x")

    return jax.shard_map(own_part, mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P("x"))(parts)
