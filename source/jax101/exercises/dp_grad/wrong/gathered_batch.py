# rejected by: test_examples_stay
"""“Bring the batch together, then take the gradient.” Right, and every example goes everywhere."""

import jax


def dp_grad(loss, params, batch, mesh):
    everywhere = jax.NamedSharding(mesh, jax.P())
    return jax.grad(loss)(params, jax.lax.with_sharding_constraint(batch, everywhere))
