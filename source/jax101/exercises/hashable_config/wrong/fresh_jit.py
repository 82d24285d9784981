# rejected by: test_reuse
"""“Close over the settings, and nothing needs a hash.” The inner function is new in each call."""

from dataclasses import dataclass

import jax


@dataclass
class Pooling:
    width: int
    mode: str


def hashable_config(x, pooling):
    @jax.jit
    def reduce(x):
        blocks = x.reshape(-1, pooling.width)
        return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)

    return reduce(x)
