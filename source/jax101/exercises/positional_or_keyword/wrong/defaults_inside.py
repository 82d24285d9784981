# rejected by: test_every_call
"""“None means the default.” While tracing, None has no place in the program: another structure."""

import jax


@jax.jit
def affine(x, scale, shift):
    return x * (3.0 if scale is None else scale) + (0.5 if shift is None else shift)


def positional_or_keyword(x, scale=None, shift=None):
    return affine(x, scale, shift)
