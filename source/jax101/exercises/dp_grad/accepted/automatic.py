import jax


def dp_grad(loss, params, batch, mesh):
    everywhere = jax.NamedSharding(mesh, jax.P())
    return jax.jit(jax.grad(loss), out_shardings=everywhere)(params, batch)
