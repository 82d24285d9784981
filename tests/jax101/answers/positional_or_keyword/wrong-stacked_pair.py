# "A call runs one compiled program": jnp.stack of the two numbers runs others before it.
import jax
import jax.numpy as jnp


@jax.jit
def _program(x, numbers):
    scale, shift = numbers.astype(x.dtype)
    return x * scale + shift


def positional_or_keyword(x: jax.Array, scale: float = 3.0, shift: float = 0.5) -> jax.Array:
    """Scale and shift an array, in one compiled program for every way to write the call.

    Args:
        x: a float array of any shape.
        scale: a Python float; 3.0 if it is not given.
        shift: a Python float; 0.5 if it is not given.

    Returns:
        x * scale + shift, the shape and the dtype of x.

    A call runs one compiled program, made when a shape and dtype of x are first seen.
    These all run the same one, and so does any other scale or shift:

        positional_or_keyword(x, 2.0, 1.0)
        positional_or_keyword(x, shift=1.0, scale=2.0)
        positional_or_keyword(x, 2.0)
        positional_or_keyword(x=x)
    """
    return _program(x, jnp.stack([jnp.float32(scale), jnp.float32(shift)]))
