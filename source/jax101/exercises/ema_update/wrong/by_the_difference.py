# rejected by: test_far_apart
"""“One product is enough: move by a part of the difference.” It rounds where the two differ by much, and in float16 it overflows."""

import jax


def ema_update(average, params, decay):
    def update(old, new):
        return new if old is None else old + (1 - decay) * (new - old)

    return jax.tree.map(update, average, params, is_leaf=lambda node: node is None)
