# rejected by: test_values
"""“One row for each row of xs.” argnums=1 differentiates with respect to the inputs."""

import jax


def per_example_grads(loss, params, xs, ys):
    return jax.vmap(jax.grad(loss, argnums=1), in_axes=(None, 0, 0))(params, xs, ys)
