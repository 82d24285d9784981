# rejected by: test_stays_cut
"""“Everybody may want the result.” Then everybody holds all of it, and the blocks are gone."""

import jax


def ring_shift(x, mesh, steps):
    places = mesh.shape["x"]
    route = [(i, (i + steps) % places) for i in range(places)]
    moved = jax.shard_map(
        lambda block: jax.lax.ppermute(block, "x", route),
        mesh=mesh,
        in_specs=jax.P("x"),
        out_specs=jax.P("x"),
    )(x)
    return jax.lax.with_sharding_constraint(moved, jax.NamedSharding(mesh, jax.P()))
