# rejected by: test_only_the_last_key
"""“Look for a w in the path.” A layer called window has one as well."""

import jax


def decay_mask(params):
    return jax.tree.map_with_path(lambda path, leaf: "w" in jax.tree_util.keystr(path), params)
