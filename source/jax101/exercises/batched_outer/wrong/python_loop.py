# rejected by: test_does_not_grow
"""“One product for each i, then stack.” The values are right, and the program holds every pair."""

import jax.numpy as jnp


def batched_outer(xs, ys):
    products = [jnp.outer(xs[:, i], ys[i]) for i in range(ys.shape[0])]
    return jnp.stack(products, axis=-1)
