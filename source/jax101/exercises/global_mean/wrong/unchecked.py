# rejected by: test_values
"""“JAX cannot infer that it is replicated, so switch the check off.” It is not: this is one shard's mean."""

import jax


def global_mean(x, mesh):
    return jax.shard_map(
        lambda shard: shard.mean(axis=0),
        mesh=mesh,
        in_specs=jax.P("x"),
        out_specs=jax.P(),
        check_vma=False,
    )(x)
