import jax


def register_state(cls: type) -> type:
    # Not "arrays or not" decides, but: may it change without another program?
    return jax.tree_util.register_dataclass(
        cls, data_fields=["weights", "mean", "rate"], meta_fields=["depth", "activation"]
    )
