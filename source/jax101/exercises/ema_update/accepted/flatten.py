import jax


def ema_update(average, params, decay):
    def is_none(node):
        return node is None

    old_leaves = jax.tree.leaves(average, is_leaf=is_none)
    new_leaves, structure = jax.tree.flatten(params, is_leaf=is_none)
    moved = [
        new if old is None else decay * old + (1.0 - decay) * new
        for old, new in zip(old_leaves, new_leaves, strict=True)
    ]
    return jax.tree.unflatten(structure, moved)
