import jax


def register_state(cls):
    jax.tree_util.register_pytree_node(
        cls,
        lambda state: ((state.rate, state.mean, state.weights), (state.depth, state.activation)),
        lambda meta, data: cls(data[2], data[1], data[0], meta[0], meta[1]),
    )
    return cls
