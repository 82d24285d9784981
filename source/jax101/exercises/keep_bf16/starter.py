import jax
import jax.numpy as jnp
import numpy as np


def keep_bf16(x: jax.Array) -> jax.Array:
    """Divide by the square root of the last axis's length, in the dtype of x.

    Args:
        x: shape (..., d), one axis or more, d at least 1, of any floating dtype:
            bfloat16, float16 or float32.

    Returns:
        x divided by the square root of d: the shape and the dtype of x.

    The checker also compiles your function.

    Example:
        bfloat16 [[2, 4, 6, 8]] gives bfloat16 [[1, 2, 3, 4]]: d is 4, its square root 2.
    """
    raise NotImplementedError
