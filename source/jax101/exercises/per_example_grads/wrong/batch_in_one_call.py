# rejected by: test_values
"""“The loss is arithmetic, so it takes a batch as well.” It was written for one example, not for two."""

import jax


def per_example_grads(loss, params, xs, ys):
    return jax.jacrev(loss)(params, xs, ys)
