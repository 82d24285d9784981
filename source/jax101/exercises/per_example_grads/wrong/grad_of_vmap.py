# rejected by: test_values
"""“Batch first, then differentiate.” The batched loss is a vector, and grad needs a scalar."""

import jax


def per_example_grads(loss, params, xs, ys):
    return jax.grad(jax.vmap(loss, in_axes=(None, 0, 0)))(params, xs, ys)
