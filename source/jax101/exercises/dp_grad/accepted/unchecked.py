import jax


def dp_grad(loss, params, batch, mesh):
    def gradient(params, examples):
        return jax.lax.pmean(jax.grad(loss)(params, examples), "x")

    # Without types that vary, grad adds nothing up, and pmean is needed and right.
    return jax.shard_map(
        gradient,
        mesh=mesh,
        in_specs=(jax.P(), jax.P("x")),
        out_specs=jax.P(),
        check_vma=False,
    )(params, batch)
