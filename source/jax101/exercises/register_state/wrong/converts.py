# rejected by: test_any_leaf
"""“Make sure that the data are arrays.” JAX also builds instances of axes, shapes, placeholders."""

import jax
import jax.numpy as jnp


def register_state(cls):
    def take_apart(state):
        return (state.weights, state.mean, state.rate), (state.depth, state.activation)

    def build(meta, data):
        weights, mean, rate = data
        return cls(weights, jnp.asarray(mean), rate, *meta)

    jax.tree_util.register_pytree_node(cls, take_apart, build)
    return cls
