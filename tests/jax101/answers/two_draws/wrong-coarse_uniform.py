# "n numbers that are uniform in [0, 1)": drawn in bfloat16, they have 128 values.
import jax
import jax.numpy as jnp


def two_draws(key: jax.Array, n: int) -> tuple[jax.Array, jax.Array]:
    """Draw two independent vectors of random numbers from one key.

    Args:
        key: a typed key, as jax.random.key makes it. Nobody else uses it.
        n: how many numbers each vector has, a Python integer.

    Returns:
        A tuple of two float32 vectors of shape (n,):
        first n numbers from the standard normal distribution,
        then n numbers that are uniform in [0, 1).

    The same key gives the same vectors; neither says anything about the other.
    The checker also compiles your function, with n static.
    """
    a, b = jax.random.split(key)
    return jax.random.normal(a, (n,)), jax.random.uniform(b, (n,), jnp.bfloat16).astype(jnp.float32)
