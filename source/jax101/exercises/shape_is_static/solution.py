import jax
import jax.numpy as jnp


def shape_is_static(x: jax.Array) -> jax.Array:
    # Sizes are Python integers, and Python's arithmetic keeps them so: known while tracing.
    rows = -(-x.size // 8)
    gap = rows * 8 - x.size
    # The elements are known only when the program runs: jax.numpy.
    return jnp.pad(x.ravel(), (0, gap), constant_values=x.mean()).reshape(rows, 8)
