# rejected by: test_equal_n
"""“Wrap n in a small class, and keep the objects.” Two of them for an equal n are not equal."""

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
