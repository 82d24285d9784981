import jax
import jax.numpy as jnp


def epoch_order(key, epoch, n):
    own = jax.random.split(jax.random.fold_in(key, epoch), 2)[0]
    return jax.random.permutation(own, jnp.arange(n), independent=True)
