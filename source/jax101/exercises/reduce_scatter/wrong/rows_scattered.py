# rejected by: test_values
"""“Scatter first, then add.” The rows are scattered instead of the numbers in them."""

import jax


def reduce_scatter(parts, mesh):
    def own_part(rows):
        return jax.lax.psum_scatter(rows.T, "x", tiled=True).sum(axis=0)

    return jax.shard_map(own_part, mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P("x"))(parts)
