# rejected by: test_follows_the_key
"""“Seed plus epoch.” Epoch 1 of one run is epoch 0 of the next."""

import jax


def epoch_order(key, epoch, n):
    seed = jax.random.key_data(key)[-1]
    return jax.random.permutation(jax.random.key(seed + epoch), n)
