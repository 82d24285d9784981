# rejected by: test_is_a_node
"""“Registering is enough.” A decorator that returns nothing turns the class into None."""

import jax


def register_state(cls):
    jax.tree_util.register_dataclass(
        cls, data_fields=["weights", "mean", "rate"], meta_fields=["depth", "activation"]
    )
