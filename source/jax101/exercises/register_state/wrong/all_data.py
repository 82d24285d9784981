# rejected by: test_meta_is_known
"""“Everything in a state is data.” Then the depth has no value, and the string is no array."""

import jax


def register_state(cls):
    return jax.tree_util.register_dataclass(cls)
