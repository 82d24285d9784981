# rejected by: test_uses_shard_map
"""“jit inserts the communication.” It does, and rightly; the exercise is to write it."""

import jax


def global_mean(x, mesh):
    return jax.jit(lambda x: x.mean(axis=0), out_shardings=jax.NamedSharding(mesh, jax.P()))(x)
