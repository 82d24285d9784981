import jax
import jax.numpy as jnp


def stay_on_device(x: jax.Array, weights: jax.Array, bias: jax.Array) -> jax.Array:
    # The bias would come along by itself, being uncommitted, but as a hidden transfer.
    weights, bias = jax.device_put((weights, bias), x.device)
    return jnp.tanh(x @ weights + bias)
