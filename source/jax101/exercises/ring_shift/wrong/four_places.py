# rejected by: test_any_mesh
"""“There are four places.” On this mesh; the size is in mesh.shape."""

import jax


def ring_shift(x, mesh, steps):
    route = [(i, (i + steps) % 4) for i in range(4)]
    return jax.shard_map(
        lambda block: jax.lax.ppermute(block, "x", route),
        mesh=mesh,
        in_specs=jax.P("x"),
        out_specs=jax.P("x"),
    )(x)
