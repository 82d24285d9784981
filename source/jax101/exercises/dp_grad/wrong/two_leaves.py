# rejected by: test_any_loss
"""“A batch is (x, y).” Here; it may be any tree, and one spec serves all its leaves."""

import jax


def dp_grad(loss, params, batch, mesh):
    x, y = batch

    def gradient(params, x, y):
        return jax.grad(lambda params: jax.lax.pmean(loss(params, (x, y)), "x"))(params)

    return jax.shard_map(
        gradient, mesh=mesh, in_specs=(jax.P(), jax.P("x"), jax.P("x")), out_specs=jax.P()
    )(params, x, y)
