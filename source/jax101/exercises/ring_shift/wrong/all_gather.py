# rejected by: test_sends_directly
"""“Collect the blocks and take mine.” Right, and every block travels to every device."""

import jax


def ring_shift(x, mesh, steps):
    places = mesh.shape["x"]

    def move(block):
        blocks = jax.lax.all_gather(block, "x")
        return blocks[(jax.lax.axis_index("x") - steps) % places]

    return jax.shard_map(move, mesh=mesh, in_specs=jax.P("x"), out_specs=jax.P("x"))(x)
