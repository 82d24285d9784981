import jax
import jax.numpy as jnp


@jax.jit
def affine(arguments):
    return arguments["x"] * arguments["scale"] + arguments["shift"]


def positional_or_keyword(x, scale=3.0, shift=0.5):
    return affine(
        {"x": x, "scale": jnp.asarray(scale, x.dtype), "shift": jnp.asarray(shift, x.dtype)}
    )
