# rejected by: test_epochs_differ
"""“Start somewhere else in each epoch.” The neighbours stay neighbours."""

import jax
import jax.numpy as jnp


def epoch_order(key, epoch, n):
    return jnp.roll(jax.random.permutation(key, n), epoch)
