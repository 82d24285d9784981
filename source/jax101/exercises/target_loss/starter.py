from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp


def target_loss(
    value: Callable, params: Any, now: jax.Array, later: jax.Array, reward: jax.Array
) -> jax.Array:
    """Compute a temporal-difference loss, whose targets are constants.

    Args:
        value: a function of (params, states) that returns one number for each state, shape (n,).
            A number may depend on the other states too, as with batch normalisation.
        params: the parameters of value, a pytree of float arrays.
        now: n states, one in each row, shape (n, d).
        later: the n states that follow, shape (n, d).
        reward: what was earned in between, shape (n,), the dtype of the values.

    Returns:
        The mean over the n examples of (target - value(params, now)) ** 2, where
        target = reward + 0.9 * value(params, later). A scalar, with the dtype of the values,
        in which neither the squares nor their sum overflow.

    The targets count as constants in every derivative: with respect to params, later and reward,
    in reverse mode (jax.grad) and in forward mode (jax.jvp). The predictions do not: the loss has
    a gradient with respect to now.
    The checker also compiles your function, with value fixed.
    """
    raise NotImplementedError
