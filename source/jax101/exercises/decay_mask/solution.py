import jax


def decay_mask(params):
    # The last key alone, spelled the same for a dictionary key and for an attribute.
    def decays(path, leaf):
        return jax.tree_util.keystr(path[-1:], simple=True) == "w"

    return jax.tree.map_with_path(decays, params)
