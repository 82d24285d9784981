# rejected by: test_any_steps
"""“The last place needs a pair of its own.” With one step; with two, so does the one before."""

import jax


def ring_shift(x, mesh, steps):
    places = mesh.shape["x"]
    route = [(i, i + 1) for i in range(places - 1)] + [(places - 1, 0)]
    return jax.shard_map(
        lambda block: jax.lax.ppermute(block, "x", route),
        mesh=mesh,
        in_specs=jax.P("x"),
        out_specs=jax.P("x"),
    )(x)
