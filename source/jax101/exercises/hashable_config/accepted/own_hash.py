import jax


class Pooling:
    def __init__(self, width, mode):
        self.width, self.mode = width, mode

    def __eq__(self, other):
        return (self.width, self.mode) == (other.width, other.mode)

    def __hash__(self):
        return hash((self.width, self.mode))


@jax.jit(static_argnums=1)
def hashable_config(x, pooling):
    blocks = x.reshape(-1, pooling.width)
    return blocks.max(axis=1) if pooling.mode == "max" else blocks.mean(axis=1)
