# rejected by: test_other_values
"""“Named arguments go in static_argnames.” Static means one program for each value."""

import jax


@jax.jit(static_argnames=["scale", "shift"])
def affine(x, scale, shift):
    return x * scale + shift


def positional_or_keyword(x, scale=3.0, shift=0.5):
    return affine(x, scale, shift)
