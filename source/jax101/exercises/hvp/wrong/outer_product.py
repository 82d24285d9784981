# rejected by: test_values
"""“Second derivatives are the square of first ones.” Gauss and Newton say when; not here."""

import jax


def hvp(function, x, v):
    gradient = jax.grad(function)(x)
    return gradient * (gradient @ v)
