# rejected by: test_every_call
"""“A wrapper makes it one call.” Passed on as they came, names stay names."""

import functools

import jax


def affine(x, scale=3.0, shift=0.5):
    return x * scale + shift


compiled = jax.jit(affine)


@functools.wraps(affine)
def positional_or_keyword(*args, **kwargs):
    return compiled(*args, **kwargs)
