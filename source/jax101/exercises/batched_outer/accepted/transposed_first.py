import jax
import jax.numpy as jnp


def batched_outer(xs, ys):
    return jnp.moveaxis(jax.vmap(jnp.outer)(xs.T, ys), 0, -1)
