# "The gradient ... is that of the branch taken": in float16 exp(80) is inf, so the gradient at
# 100 is 0 * inf = NaN.
import jax
import jax.numpy as jnp


def cond_under_vmap(x: jax.Array) -> jax.Array:
    """The signed logarithm of one number: log(1 + x) from 0 up, exp(x) - 1 below 0.

    Args:
        x: a float scalar, shape (), any finite number.

    Returns:
        jnp.log1p(x) if x >= 0, otherwise jnp.expm1(x): shape (), the dtype of x.

    The checker calls your function on single numbers and as jax.vmap(cond_under_vmap).
    No operation computes a NaN, not even one that is thrown away:
    the checker looks with checkify, from jax.experimental, at every result on the way.
    The gradient, for x other than 0, is that of the branch taken.
    """
    up = jnp.log1p(jnp.maximum(x, -0.5))
    down = jnp.expm1(jnp.minimum(x, 80.0))
    return jnp.where(x >= 0, up, down)
