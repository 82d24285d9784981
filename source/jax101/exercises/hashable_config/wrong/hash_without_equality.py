# rejected by: test_equal_settings
"""“The table needs a hash of the fields.” It also compares, and objects are equal to themselves only."""

import jax


class Pooling:
    def __init__(self, width, mode):
        self.width, self.mode = width, mode

    def __hash__(self):
        return hash((self.width, self.mode))


@jax.jit(static_argnames=["pooling"])
def hashable_config(x, pooling):
    blocks = x.reshape(-1, pooling.width)
    return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)
