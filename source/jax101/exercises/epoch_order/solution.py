import jax
import jax.numpy as jnp


def epoch_order(key: jax.Array, epoch: int | jax.Array, n: int) -> jax.Array:
    # The key of an epoch comes from its number at once: nothing is carried from epoch to epoch.
    return jax.random.permutation(jax.random.fold_in(key, epoch), n)
