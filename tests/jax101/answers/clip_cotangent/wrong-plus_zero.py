# "Returns: x, unchanged": -0.0 + 0.0 is 0.0.
import jax
import jax.numpy as jnp


def clip_cotangent(x: jax.Array, limit: float) -> jax.Array:
    """Pass a value on unchanged, and clip the gradient that comes back through it.

    Args:
        x: any shape, any floating dtype.
        limit: a positive Python number, passed by position.

    Returns:
        x, unchanged.

    In reverse mode, each element of the cotangent, the gradient that arrives from behind, is
    clipped to the range from -limit to limit before it is passed on to x. It keeps its dtype.
    The checker also compiles your function, with limit static, and maps it over a batch.
    """
    @jax.custom_vjp
    def identity(x):
        return x + jnp.zeros_like(x)

    identity.defvjp(lambda x: (identity(x), None), lambda _, ct: (jnp.clip(ct, -limit, limit),))
    return identity(x)
