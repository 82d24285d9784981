import jax
import jax.numpy as jnp


def stable_softplus(x: jax.Array) -> jax.Array:
    """Compute log(1 + exp(x)), with derivatives that are right everywhere.

    Args:
        x: any shape, any floating dtype; any finite numbers, such as 1000 and -1000.

    Returns:
        log(1 + exp(x)): the shape and the dtype of x, to the precision of that dtype.
        It is close to x where x is large, and to exp(x), not 0, where x is -20.

    Its derivative is 1 / (1 + exp(-x)), and the derivative of that is right too,
    in forward mode (jax.jvp) and in reverse mode (jax.grad).
    The checker also compiles your function.
    """
    raise NotImplementedError
