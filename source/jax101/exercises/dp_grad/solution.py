import jax


def dp_grad(loss, params, batch, mesh: jax.sharding.Mesh):
    def gradient(params, examples):
        # With the mean over the devices inside what is differentiated, nothing is left to add
        # up, or to divide by: params are the same on all devices, and so is this gradient.
        return jax.grad(lambda params: jax.lax.pmean(loss(params, examples), "x"))(params)

    return jax.shard_map(gradient, mesh=mesh, in_specs=(jax.P(), jax.P("x")), out_specs=jax.P())(
        params, batch
    )
