# rejected by: test_stays_with_x
"""“Move x to the weights.” Then the result is there, too."""

import jax
import jax.numpy as jnp


def stay_on_device(x, weights, bias):
    x, bias = jax.device_put((x, bias), weights.device)
    return jnp.tanh(x @ weights + bias)
