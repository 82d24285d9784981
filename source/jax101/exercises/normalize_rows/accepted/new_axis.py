import jax.numpy as jnp


def normalize_rows(x):
    sums = jnp.sum(x, axis=-1)
    return x / sums[:, None]
