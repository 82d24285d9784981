# rejected by: test_values
"""“A dataclass is made for settings.” It has an equality of its own, so Python takes its hash away."""

from dataclasses import dataclass

import jax


@dataclass
class Pooling:
    width: int
    mode: str


@jax.jit(static_argnames=["pooling"])
def hashable_config(x, pooling):
    blocks = x.reshape(-1, pooling.width)
    return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)
