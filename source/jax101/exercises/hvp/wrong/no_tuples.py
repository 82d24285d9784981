# rejected by: test_values
"""“jvp of the gradient at x, along v.” It takes tuples: one entry for each argument."""

import jax


def hvp(function, x, v):
    return jax.jvp(jax.grad(function), x, v)[1]
