# rejected by: test_values
"""“A small step along v.” In float32 half of the digits are lost."""

import jax


def hvp(function, x, v):
    gradient, step = jax.grad(function), 1e-3
    return (gradient(x + step * v) - gradient(x - step * v)) / (2 * step)
