# rejected by: test_second_call
"""“The mean never changes, so it is meta.” The first call works; the second has something to compare."""

import jax


def register_state(cls):
    return jax.tree_util.register_dataclass(
        cls, data_fields=["weights", "rate"], meta_fields=["mean", "depth", "activation"]
    )
