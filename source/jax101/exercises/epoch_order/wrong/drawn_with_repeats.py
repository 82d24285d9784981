# rejected by: test_is_a_permutation
"""“n random numbers below n.” Some come twice, and some not at all."""

import jax


def epoch_order(key, epoch, n):
    return jax.random.randint(jax.random.fold_in(key, epoch), (n,), 0, n)
