import functools
import inspect

import jax


def affine(x, scale=3.0, shift=0.5):
    return x * scale + shift


compiled = jax.jit(affine)
signature = inspect.signature(affine)


@functools.wraps(affine)
def positional_or_keyword(*args, **kwargs):
    bound = signature.bind(*args, **kwargs)
    bound.apply_defaults()
    return compiled(*bound.arguments.values())
