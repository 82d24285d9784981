# rejected by: test_one_step
"""“Each sends to the next.” Nobody sends to the first place, which gets zeros."""

import jax


def ring_shift(x, mesh, steps):
    places = mesh.shape["x"]
    route = [(i, i + steps) for i in range(places) if 0 <= i + steps < places]
    return jax.shard_map(
        lambda block: jax.lax.ppermute(block, "x", route),
        mesh=mesh,
        in_specs=jax.P("x"),
        out_specs=jax.P("x"),
    )(x)
