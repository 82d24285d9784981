# rejected by: test_follows_the_key
"""“The number of the epoch is a seed.” So every run has the same orders."""

import jax


def epoch_order(key, epoch, n):
    return jax.random.permutation(jax.random.key(epoch), n)
