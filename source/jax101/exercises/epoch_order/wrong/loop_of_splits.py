# rejected by: test_cost
"""“fori_loop counts to a traced epoch.” And takes longer for each epoch that has passed."""

import jax


def epoch_order(key, epoch, n):
    rounds = epoch % 1000
    key = jax.random.fold_in(key, epoch // 1000)
    key = jax.lax.fori_loop(0, rounds, lambda _, key: jax.random.split(key)[0], key)
    return jax.random.permutation(jax.random.split(key)[1], n)
