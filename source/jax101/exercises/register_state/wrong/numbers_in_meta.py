# rejected by: test_new_data_compiles_nothing
"""“Arrays are data, the rest is meta.” Then every new rate compiles a new program."""

import jax


def register_state(cls):
    return jax.tree_util.register_dataclass(
        cls, data_fields=["weights", "mean"], meta_fields=["rate", "depth", "activation"]
    )
