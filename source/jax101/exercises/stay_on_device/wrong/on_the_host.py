# rejected by: test_not_through_the_host
"""“Compute in NumPy and put the result on the device.” Then no device computed anything."""

import jax
import numpy as np


def stay_on_device(x, weights, bias):
    result = np.tanh(np.asarray(x) @ np.asarray(weights) + np.asarray(bias))
    return jax.device_put(result, x.device)
