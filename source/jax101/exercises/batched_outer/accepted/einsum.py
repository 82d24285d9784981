import jax.numpy as jnp


def batched_outer(xs, ys):
    return jnp.einsum("ji,ik->jki", xs, ys)
