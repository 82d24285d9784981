# rejected by: test_receives_its_part_only
"""“Send each device what it needs, then add.” It receives one part from each device."""

import jax


def reduce_scatter(parts, mesh):
    def own_part(rows):
        own = rows.sum(axis=0).reshape(mesh.shape["x"], -1)
        return jax.lax.all_to_all(own, "x", 0, 0, tiled=True).sum(axis=0)

    return jax.shard_map(own_part, mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P("x"))(parts)
