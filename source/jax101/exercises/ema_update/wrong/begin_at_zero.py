# rejected by: test_not_averaged_yet
"""“Nothing there yet, so it counts as zero.” Then the average begins far too small."""

import jax


def ema_update(average, params, decay):
    def update(old, new):
        return decay * (0.0 if old is None else old) + (1 - decay) * new

    return jax.tree.map(update, average, params, is_leaf=lambda node: node is None)
