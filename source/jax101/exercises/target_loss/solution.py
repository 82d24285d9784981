from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp


def target_loss(
    value: Callable, params: Any, now: jax.Array, later: jax.Array, reward: jax.Array
) -> jax.Array:
    # The whole target is stopped: the reward may come from a model that is trained too.
    target = jax.lax.stop_gradient(reward + 0.9 * value(params, later))
    return jnp.mean((target - value(params, now)) ** 2)
