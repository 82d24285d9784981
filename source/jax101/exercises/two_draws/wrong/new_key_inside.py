# rejected by: test_follows_the_key
"""“Make a fresh key for each.” Whatever key comes in, the numbers are the same."""

import jax


def two_draws(key, n):
    return jax.random.normal(jax.random.key(0), n), jax.random.uniform(jax.random.key(1), n)
