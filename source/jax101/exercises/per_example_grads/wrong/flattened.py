# rejected by: test_matrices
"""'An input is a vector.' The loss of a matrix gets a vector and fails."""

import jax


def per_example_grads(loss, params, xs, ys):
    rows = xs.reshape(len(xs), -1)
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, rows, ys)
