# rejected by: test_any_mesh
"""“Four devices share the batch.” On this mesh; the size is in mesh.shape."""

import jax


def dp_grad(loss, params, batch, mesh):
    def gradient(params, examples):
        return jax.grad(lambda params: loss(params, examples) / 4)(params)

    return jax.shard_map(gradient, mesh=mesh, in_specs=(jax.P(), jax.P("x")), out_specs=jax.P())(
        params, batch
    )
