# rejected by: test_values
"""“grad, on each device.” JAX adds these up already, so four means make one gradient too large."""

import jax


def dp_grad(loss, params, batch, mesh):
    return jax.shard_map(
        jax.grad(loss), mesh=mesh, in_specs=(jax.P(), jax.P("x")), out_specs=jax.P()
    )(params, batch)
