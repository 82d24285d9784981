# rejected by: test_any_container
"""“The last key has .key.” That of a dictionary has; an attribute has .name, a list .idx."""

import jax


def decay_mask(params):
    return jax.tree.map_with_path(lambda path, leaf: path[-1].key == "w", params)
