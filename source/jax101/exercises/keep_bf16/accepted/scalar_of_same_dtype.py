import jax
import jax.numpy as jnp


@jax.jit
def keep_bf16(x):
    return x / jnp.asarray(x.shape[-1] ** 0.5, x.dtype)
