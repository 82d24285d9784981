# rejected by: test_no_matrix
"""“jax.hessian, times v.” It is right, and needs n times n numbers for n."""

import jax


def hvp(function, x, v):
    return jax.hessian(function)(x) @ v
