# rejected by: test_values
"""“It is frozen, so JAX can tell.” What is not static is taken for arrays, and this is none."""

from dataclasses import dataclass

import jax


@dataclass(frozen=True)
class Pooling:
    width: int
    mode: str


@jax.jit
def hashable_config(x, pooling):
    blocks = x.reshape(-1, pooling.width)
    return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)
