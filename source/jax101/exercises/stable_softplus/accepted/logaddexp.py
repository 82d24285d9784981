import jax.numpy as jnp


def stable_softplus(x):
    return jnp.logaddexp(x, jnp.zeros_like(x))
