# "log(x) where x > 0, and 0 elsewhere": NaN is not > 0, and yet the result is NaN.
import jax
import jax.numpy as jnp


def safe_log_grad(x: jax.Array) -> jax.Array:
    """Take the logarithm where there is one, with a gradient that is finite everywhere.

    Args:
        x: any shape, any floating dtype. Some elements are zero or negative.

    Returns:
        log(x) where x > 0, and 0 elsewhere: the shape and the dtype of x.

    jax.grad through your function is 1 / x where x > 0, and 0 elsewhere.
    The values are exact: nothing is added to x, and small numbers count, such as 1e-20.
    The checker also compiles your function.
    """
    bad = x <= 0
    return jnp.where(bad, 0, jnp.log(jnp.where(bad, 1, x)))
