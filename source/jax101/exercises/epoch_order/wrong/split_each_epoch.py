# rejected by: test_traced_epoch
"""“One split for each epoch.” A traced epoch cannot be counted to."""

import jax


def epoch_order(key, epoch, n):
    for _ in range(epoch):
        key, _ = jax.random.split(key)
    return jax.random.permutation(jax.random.split(key)[1], n)
