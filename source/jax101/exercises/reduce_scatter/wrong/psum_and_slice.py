# rejected by: test_receives_its_part_only
"""“psum, and take what is mine.” Each device receives all of the sum first."""

import jax


def reduce_scatter(parts, mesh):
    size = parts.shape[1] // mesh.shape["x"]

    def own_part(rows):
        total = jax.lax.psum(rows.sum(axis=0), "x")
        return jax.lax.dynamic_slice(total, [jax.lax.axis_index("x") * size], [size])

    return jax.shard_map(own_part, mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P("x"))(parts)
