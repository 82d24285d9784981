# rejected by: test_only_the_last_key
"""“One of the keys is w.” Then everything inside a layer called w decays too."""

import jax


def decay_mask(params):
    def decays(path, leaf):
        return any(getattr(key, "key", getattr(key, "name", None)) == "w" for key in path)

    return jax.tree.map_with_path(decays, params)
