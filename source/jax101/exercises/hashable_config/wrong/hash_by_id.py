# rejected by: test_equal_settings
"""“A hash is missing, so write one.” Equal settings with different hashes never meet in a table."""

from dataclasses import dataclass

import jax


@dataclass
class Pooling:
    width: int
    mode: str

    def __hash__(self):
        return id(self)


@jax.jit(static_argnames=["pooling"])
def hashable_config(x, pooling):
    blocks = x.reshape(-1, pooling.width)
    return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)

