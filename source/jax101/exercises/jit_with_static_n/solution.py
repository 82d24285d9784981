import jax
import jax.numpy as jnp


def jit_with_static_n(x: jax.Array, n: float) -> jax.Array:
    # A static n is a Python number: int() works, and tile knows the shape of its result.
    return jnp.tile(x, int(n))
