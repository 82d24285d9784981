# rejected by: test_equal_n
"""“A small class makes the argument clear.” Two of its objects are never equal, so none is found.

The one cached here hides it for a while: a repeated call with the same float object is fine.
"""

from functools import partial

import jax
import jax.numpy as jnp


class Count:
    def __init__(self, n):
        self.n = int(n)


@partial(jax.jit, static_argnames=["count"])
def tile(x, count):
    return jnp.tile(x, count.n)


counts = {}


def compiled_tile(x, n):
    if id(n) not in counts:
        counts[id(n)] = Count(n), n
    return tile(x, counts[id(n)][0])
