# rejected by: test_values
"""“grad of grad, times v.” The inner sum adds up each row before v is there."""

import jax


def hvp(function, x, v):
    return jax.grad(lambda x: jax.grad(function)(x).sum())(x) * v
