# rejected by: test_values
"""“Make x's device the default.” A default does not move what is committed."""

import jax
import jax.numpy as jnp


def stay_on_device(x, weights, bias):
    with jax.default_device(x.device):
        return jnp.tanh(x @ weights + bias)
