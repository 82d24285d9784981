import jax


def dp_grad(loss, params, batch, mesh):
    def gradient(params, examples):
        mine = jax.lax.pcast(params, "x", to="varying")  # so that each device keeps its own
        return jax.lax.pmean(jax.grad(loss)(mine, examples), "x")

    return jax.shard_map(gradient, mesh=mesh, in_specs=(jax.P(), jax.P("x")), out_specs=jax.P())(
        params, batch
    )
