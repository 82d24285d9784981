# "A tree of the same structure with a Python bool for each array": None, no array, gets a bool.
import jax


def decay_mask(params):
    """Say for each parameter whether an optimiser should let it decay.

    A parameter decays if its own name is "w": if the last key of its path is the dictionary key
    "w" or the attribute w. Its shape does not matter, and neither do the keys before the last.

    Args:
        params: any pytree of arrays: dictionaries, lists, tuples, named tuples, dataclasses.

    Returns:
        A tree of the same structure with a Python bool for each array.
    """
    def decays(path, _):
        if not path:
            return False
        last = path[-1]
        return bool(getattr(last, "key", getattr(last, "name", "")) == "w")

    return jax.tree_util.tree_map_with_path(decays, params, is_leaf=lambda x: x is None)
