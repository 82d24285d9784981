# rejected by: test_one_trip
"""“One step, several times.” Right, and every block makes several trips instead of one."""

import jax


def ring_shift(x, mesh, steps):
    places = mesh.shape["x"]
    route = [(i, (i + 1) % places) for i in range(places)]

    def move(block):
        for _ in range(steps % places):
            block = jax.lax.ppermute(block, "x", route)
        return block

    return jax.shard_map(move, mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P("x"))(x)
