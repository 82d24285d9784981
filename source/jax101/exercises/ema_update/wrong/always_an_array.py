# rejected by: test_no_parameter
"""“Every place of params holds an array.” A layer without a bias has None there."""

import jax
import jax.numpy as jnp


def ema_update(average, params, decay):
    def update(old, new):
        return jnp.array(new) if old is None else decay * old + (1 - decay) * new

    return jax.tree.map(update, average, params, is_leaf=lambda node: node is None)
