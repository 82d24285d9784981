# rejected by: test_not_through_the_host
"""“device_put takes NumPy arrays.” It does; the weights were on a device, and now pass through the host."""

import jax
import jax.numpy as jnp
import numpy as np


def stay_on_device(x, weights, bias):
    weights, bias = jax.device_put((np.asarray(weights), np.asarray(bias)), x.device)
    return jnp.tanh(x @ weights + bias)
