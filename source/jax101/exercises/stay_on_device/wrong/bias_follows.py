# rejected by: test_no_hidden_transfer
"""“The bias is uncommitted, so it follows.” It does, by a copy that nobody wrote."""

import jax
import jax.numpy as jnp


def stay_on_device(x, weights, bias):
    return jnp.tanh(x @ jax.device_put(weights, x.device) + bias)
