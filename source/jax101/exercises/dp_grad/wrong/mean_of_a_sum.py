# rejected by: test_values
"""“Then the mean over the devices.” Of a sum that all devices share, the mean is that sum."""

import jax


def dp_grad(loss, params, batch, mesh):
    def gradient(params, examples):
        return jax.lax.pmean(jax.grad(loss)(params, examples), "x")

    return jax.shard_map(gradient, mesh=mesh, in_specs=(jax.P(), jax.P("x")), out_specs=jax.P())(
        params, batch
    )
