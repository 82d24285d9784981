import jax


def dp_grad(loss, params, batch, mesh):
    @jax.jit
    @jax.shard_map(mesh=mesh, in_specs=(jax.P(), jax.P("x")), out_specs=jax.P())
    def gradient(params, examples):
        # grad adds up over the devices by itself: params do not vary, so their gradient must not.
        summed = jax.grad(loss)(params, examples)
        return jax.tree.map(lambda leaf: leaf / jax.lax.axis_size("x"), summed)

    return gradient(params, batch)
