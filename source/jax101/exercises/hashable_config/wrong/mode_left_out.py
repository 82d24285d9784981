# rejected by: test_every_field_counts
"""“Only the width changes a shape.” Then two modes are one key, and the first program answers both."""

from dataclasses import dataclass, field

import jax


@dataclass(frozen=True)
class Pooling:
    width: int
    mode: str = field(compare=False)


@jax.jit(static_argnames=["pooling"])
def hashable_config(x, pooling):
    blocks = x.reshape(-1, pooling.width)
    return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)
