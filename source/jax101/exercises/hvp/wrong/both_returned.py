# rejected by: test_values
"""“jvp gives the answer.” It gives two: the gradient, and the product."""

import jax


def hvp(function, x, v):
    return jax.jvp(jax.grad(function), (x,), (v,))
