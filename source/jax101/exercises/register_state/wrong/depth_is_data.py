# rejected by: test_meta_is_known
"""“Numbers are data, words are meta.” A number that a Python loop counts with must be known."""

import jax


def register_state(cls):
    return jax.tree_util.register_dataclass(
        cls, data_fields=["weights", "mean", "rate", "depth"], meta_fields=["activation"]
    )
