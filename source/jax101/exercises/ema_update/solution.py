import jax


def ema_update(average, params, decay: float):
    def update(old, new):
        return new if old is None else decay * old + (1 - decay) * new

    # None is a node without leaves. As a leaf, it meets the array of params at the same place.
    return jax.tree.map(update, average, params, is_leaf=lambda node: node is None)
