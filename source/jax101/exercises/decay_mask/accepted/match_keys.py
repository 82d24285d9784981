import jax
from jax.tree_util import DictKey, GetAttrKey


def decay_mask(params):
    return jax.tree.map_with_path(
        lambda path, leaf: bool(path) and path[-1] in (DictKey("w"), GetAttrKey("w")), params
    )
