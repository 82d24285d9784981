import jax.numpy as jnp


def size_of_unique(x):
    x = jnp.sort(x)
    is_new = jnp.concatenate([jnp.array([True]), x[1:] != x[:-1]])
    places = jnp.where(is_new, jnp.cumsum(is_new) - 1, x.size)
    return jnp.zeros_like(x).at[places].set(x), is_new.sum()
