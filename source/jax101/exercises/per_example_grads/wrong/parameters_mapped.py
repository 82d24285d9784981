# rejected by: test_values
"""“vmap knows what is a batch.” Without in_axes everything is, the parameters too."""

import jax


def per_example_grads(loss, params, xs, ys):
    return jax.vmap(jax.grad(loss))(params, xs, ys)
