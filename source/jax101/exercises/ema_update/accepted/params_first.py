import jax


def ema_update(average, params, decay):
    # Where the first tree has a leaf, the other may have any subtree, and None is one.
    def update(new, old):
        return new if old is None else (1 - decay) * new + decay * old

    return jax.tree.map(update, params, average)
