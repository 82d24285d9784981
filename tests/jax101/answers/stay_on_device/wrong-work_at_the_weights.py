# "Apply a layer, tanh(x @ weights + bias), where x is": computed where the weights are, and the
# result moved.
import jax
import jax.numpy as jnp


def stay_on_device(x: jax.Array, weights: jax.Array, bias: jax.Array) -> jax.Array:
    """Apply a layer, tanh(x @ weights + bias), where x is.

    Args:
        x: shape (n, d), committed to one device, any of the eight.
        weights: shape (d, k), committed to one device, perhaps another.
        bias: shape (k,), on the first device and committed to none.

    Returns:
        Shape (n, k), on the device of x and committed to it.

    Every move between devices is written with jax.device_put: there is no hidden transfer,
    and nothing goes through the host. The function is called outside of jax.jit.
    """
    there = weights.sharding
    y = jnp.tanh(jax.device_put(x, there) @ weights + jax.device_put(bias, there))
    return jax.device_put(y, x.sharding)
