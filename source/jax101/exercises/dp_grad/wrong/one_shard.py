# rejected by: test_values
"""“Without the check it works.” It runs, and gives the gradient of one device's examples."""

import jax


def dp_grad(loss, params, batch, mesh):
    return jax.shard_map(
        jax.grad(loss),
        mesh=mesh,
        in_specs=(jax.P(), jax.P("x")),
        out_specs=jax.P(),
        check_vma=False,
    )(params, batch)
