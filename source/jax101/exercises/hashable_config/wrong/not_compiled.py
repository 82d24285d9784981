# rejected by: test_is_compiled
"""“Hashable settings are what was asked for.” They only matter to a function that is compiled."""

from dataclasses import dataclass

import jax


@dataclass(frozen=True)
class Pooling:
    width: int
    mode: str


def hashable_config(x, pooling):
    blocks = x.reshape(-1, pooling.width)
    return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)
