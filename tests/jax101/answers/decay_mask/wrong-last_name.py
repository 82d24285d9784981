# "neither do the keys before the last": {"w": [a, b]} decays, since the index in the list is
# skipped.
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
        names = [getattr(k, "key", getattr(k, "name", None)) for k in path]
        names = [n for n in names if isinstance(n, str)]
        return bool(names) and names[-1] == "w"

    return jax.tree_util.tree_map_with_path(decays, params)
