from dataclasses import dataclass

import jax


# frozen=True adds a hash of the fields; together with the equality of the fields,
# which every dataclass has, two equal settings find the same program.
@dataclass(frozen=True)
class Pooling:
    width: int
    mode: str


@jax.jit(static_argnames=["pooling"])
def hashable_config(x: jax.Array, pooling: Pooling) -> jax.Array:
    blocks = x.reshape(-1, pooling.width)
    return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)
