# rejected by: test_only_the_last_key
"""'The last part of the path's text.' A key may hold the separator: "head.w" is not named w."""

import jax


def decay_mask(params):
    def decays(path, leaf):
        return jax.tree_util.keystr(path, simple=True, separator=".").split(".")[-1] == "w"

    return jax.tree.map_with_path(decays, params)
