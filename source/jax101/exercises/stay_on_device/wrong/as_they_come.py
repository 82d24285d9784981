# rejected by: test_values
"""“JAX moves what it needs.” Not what is committed somewhere else."""

import jax.numpy as jnp


def stay_on_device(x, weights, bias):
    return jnp.tanh(x @ weights + bias)
