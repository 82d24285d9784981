# rejected by: test_values
"""“JAX accepts a NamedTuple.” As a container of arrays: a width is traced, and a text is no array."""

from typing import NamedTuple

import jax


class Pooling(NamedTuple):
    width: int
    mode: str


@jax.jit
def hashable_config(x, pooling):
    blocks = x.reshape(-1, pooling.width)
    return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)
