# rejected by: test_only_the_last_key
"""“The path ends with w.” So does that of a parameter called bias_w."""

import jax


def decay_mask(params):
    def decays(path, leaf):
        return jax.tree_util.keystr(path, simple=True, separator="/").endswith("w")

    return jax.tree.map_with_path(decays, params)
