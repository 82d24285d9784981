import jax
import jax.numpy as jnp


@jax.jit
def layer(x, weights, bias):
    return jnp.tanh(x @ weights + bias)


def stay_on_device(x, weights, bias):
    (device,) = x.devices()
    return layer(x, jax.device_put(weights, device), jax.device_put(bias, device))
