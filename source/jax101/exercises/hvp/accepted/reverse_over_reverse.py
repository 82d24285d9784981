import jax
import jax.numpy as jnp


def hvp(function, x, v):
    return jax.grad(lambda x: jnp.vdot(jax.grad(function)(x), v))(x)
