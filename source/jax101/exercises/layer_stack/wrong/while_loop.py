# rejected by: test_gradient
"""“Loop while there are layers left.” A while_loop does not say how often, so it has no gradient."""

import jax
import jax.numpy as jnp


def layer_stack(layer, params, x):
    depth = jax.tree.leaves(params)[0].shape[0]

    def step(state):
        i, x = state
        return i + 1, layer(jax.tree.map(lambda leaf: leaf[i], params), x)

    return jax.lax.while_loop(lambda state: state[0] < depth, step, (jnp.int32(0), x))[1]
