# rejected by: test_examples_stay
"""“Each device needs the whole batch for the mean.” It needs its own examples, and a mean of means."""

import jax


def dp_grad(loss, params, batch, mesh):
    def gradient(params, examples):
        gathered = jax.tree.map(lambda x: jax.lax.all_gather(x, "x", tiled=True), examples)
        return jax.grad(lambda params: jax.lax.pmean(loss(params, gathered), "x"))(params)

    return jax.shard_map(gradient, mesh=mesh, in_specs=(jax.P(), jax.P("x")), out_specs=jax.P())(
        params, batch
    )
