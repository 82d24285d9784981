# rejected by: test_names
"""“Bools in JAX are arrays.” A mask decides in Python, before there is a program."""

import jax
import jax.numpy as jnp


def decay_mask(params):
    def decays(path, leaf):
        return jnp.array(jax.tree_util.keystr(path[-1:], simple=True) == "w")

    return jax.tree.map_with_path(decays, params)
