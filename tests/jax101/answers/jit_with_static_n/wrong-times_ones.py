# "x, n times over": a complex infinity times 1 + 0j has a NaN part.
import jax
import jax.numpy as jnp


def jit_with_static_n(x: jax.Array, n: float) -> jax.Array:
    """Repeat a vector n times, in a way that can be compiled.

    Args:
        x: a 1-D array.
        n: how many times, a whole number that arrives as a float, such as 3.0.

    Returns:
        x, n times over: shape (x.shape[0] * n,), the dtype of x.

    Do not call jax.jit here. The checker wraps your function itself:
    jax.jit(jit_with_static_n, static_argnames=["n"]).
    """
    return jnp.outer(jnp.ones(int(n), x.dtype), x).ravel()
