# rejected by: test_uses_shard_map
"""“The compiler knows how.” On some devices it does; the task is to say it."""

import jax


def reduce_scatter(parts, mesh):
    return jax.lax.with_sharding_constraint(parts.sum(axis=0), jax.NamedSharding(mesh, jax.P("x")))
