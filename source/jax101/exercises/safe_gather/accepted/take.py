import jax
import jax.numpy as jnp


@jax.jit
def safe_gather(table, places):
    return jnp.take(table, places, axis=0, mode="fill", fill_value=0)
