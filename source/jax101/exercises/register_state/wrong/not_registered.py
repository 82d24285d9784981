# rejected by: test_is_a_node
"""“A dataclass is a container already.” Not for JAX: it is a leaf until it is registered."""


def register_state(cls):
    return cls
