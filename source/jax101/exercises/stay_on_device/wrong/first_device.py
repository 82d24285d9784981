# rejected by: test_stays_with_x
"""“Put all on the first device.” They meet, and not where x was."""

import jax
import jax.numpy as jnp


def stay_on_device(x, weights, bias):
    x, weights, bias = jax.device_put((x, weights, bias), jax.devices()[0])
    return jnp.tanh(x @ weights + bias)
