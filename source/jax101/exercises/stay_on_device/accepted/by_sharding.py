import jax
import jax.numpy as jnp


def stay_on_device(x, weights, bias):
    there = jax.device_put({"w": weights, "b": bias}, x.sharding)
    return jnp.tanh(jnp.dot(x, there["w"]) + there["b"])
