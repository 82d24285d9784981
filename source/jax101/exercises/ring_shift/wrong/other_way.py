# rejected by: test_one_step
"""“A pair says where my block comes from.” It says (from, to), so this ring turns the other way."""

import jax


def ring_shift(x, mesh, steps):
    places = mesh.shape["x"]
    route = [(i, (i - steps) % places) for i in range(places)]
    return jax.shard_map(
        lambda block: jax.lax.ppermute(block, "x", route),
        mesh=mesh,
        in_specs=jax.P("x"),
        out_specs=jax.P("x"),
    )(x)
