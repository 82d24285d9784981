# rejected by: test_epochs_differ
"""“Shuffled is shuffled.” Every epoch sees the same order."""

import jax


def epoch_order(key, epoch, n):
    return jax.random.permutation(key, n)
