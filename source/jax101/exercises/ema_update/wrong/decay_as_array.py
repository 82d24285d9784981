# rejected by: test_dtypes
"""“Make the decay a float32 first.” As an array it has a dtype of its own, and that wins."""

import jax
import jax.numpy as jnp


def ema_update(average, params, decay):
    decay = jnp.float32(decay)

    def update(old, new):
        return new if old is None else decay * old + (1 - decay) * new

    return jax.tree.map(update, average, params, is_leaf=lambda node: node is None)
