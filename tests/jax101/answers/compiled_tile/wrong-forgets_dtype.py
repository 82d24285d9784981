"""Breaks "made when a dtype of x is first seen": the table of programs forgets the dtype.

Input: float32 [1, 2] and n 2.0, then int32 [1, 2] and n 2.0: a TypeError.
"""

import jax
import jax.numpy as jnp

_programs = {}


def compiled_tile(x, n):
    entry = (x.shape, int(n))
    if entry not in _programs:
        _programs[entry] = jax.jit(lambda v: jnp.tile(v, int(n))).lower(x).compile()
    return _programs[entry](x)
