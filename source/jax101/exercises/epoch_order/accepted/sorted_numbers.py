import jax
import jax.numpy as jnp


def epoch_order(key, epoch, n):
    numbers = jax.random.uniform(jax.random.fold_in(key, epoch), (n,))
    return jnp.argsort(numbers)
