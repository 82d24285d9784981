# rejected by: test_every_call
"""“jit is a decorator.” By name, by position and with a default are three calls to its cache."""

import jax


@jax.jit
def positional_or_keyword(x, scale=3.0, shift=0.5):
    return x * scale + shift
