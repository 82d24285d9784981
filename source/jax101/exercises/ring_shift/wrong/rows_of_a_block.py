# rejected by: test_one_step
"""“A shift is a roll.” In shard_map it turns the rows of each block, and no block moves."""

import jax
import jax.numpy as jnp


def ring_shift(x, mesh, steps):
    return jax.shard_map(
        lambda block: jnp.roll(block, steps, axis=0),
        mesh=mesh,
        in_specs=jax.P("x"),
        out_specs=jax.P("x"),
    )(x)
