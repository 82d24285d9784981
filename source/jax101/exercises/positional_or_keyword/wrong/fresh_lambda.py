# rejected by: test_one_program
"""“Compile the expression only.” The lambda is new in each call, and starts with an empty cache."""

import jax


def positional_or_keyword(x, scale=3.0, shift=0.5):
    return jax.jit(lambda x: x * scale + shift)(x)
