# rejected by: test_replicated
"""“Cut the gradient, as FSDP does.” That is another exercise: here each device has all parameters."""

import jax


def dp_grad(loss, params, batch, mesh):
    def place(leaf):
        cut = leaf.shape[-1] % mesh.shape["y"] == 0
        spec = jax.P(*[None] * (leaf.ndim - 1), "y") if cut else jax.P()
        return jax.lax.with_sharding_constraint(leaf, jax.NamedSharding(mesh, spec))

    return jax.tree.map(place, jax.grad(loss)(params, batch))
