# rejected by: test_uses_shard_map
"""“The compiler knows how.” On some devices it does; the task is to say it."""

import jax


def reduce_scatter(parts, mesh):
    total = parts.sum(axis=0)
    return jax.lax.with_sharding_constraint(total, jax.NamedSharding(mesh, jax.P("x")))
