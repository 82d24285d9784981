# rejected by: test_no_arrays_needed
"""“Start from a tree of zeros.” That needs arrays, and a mask is often made before them."""

import jax
import jax.numpy as jnp


def decay_mask(params):
    zeros = jax.tree.map(lambda leaf: leaf * 0, params)
    return jax.tree.map_with_path(
        lambda path, leaf: jax.tree_util.keystr(path[-1:], simple=True) == "w", zeros
    )
