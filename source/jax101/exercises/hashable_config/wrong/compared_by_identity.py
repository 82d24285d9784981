# rejected by: test_equal_settings
"""“eq=False brings the hash back.” The hash of the object itself: equal settings are not equal."""

from dataclasses import dataclass

import jax


@dataclass(eq=False)
class Pooling:
    width: int
    mode: str


@jax.jit(static_argnames=["pooling"])
def hashable_config(x, pooling):
    blocks = x.reshape(-1, pooling.width)
    return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)
