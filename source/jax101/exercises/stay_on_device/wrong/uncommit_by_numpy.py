# rejected by: test_no_hidden_transfer
"""“Through NumPy they lose their device.” And travel to the host and back."""

import jax.numpy as jnp
import numpy as np


def stay_on_device(x, weights, bias):
    return jnp.tanh(x @ np.asarray(weights) + np.asarray(bias))
