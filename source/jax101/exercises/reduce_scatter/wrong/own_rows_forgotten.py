# rejected by: test_values
"""“psum_scatter adds up.” Over the devices; the rows of one device it leaves as they are."""

import jax


def reduce_scatter(parts, mesh):
    def own_part(rows):
        return jax.lax.psum_scatter(rows[0], "x", tiled=True)

    return jax.shard_map(own_part, mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P("x"))(parts)
