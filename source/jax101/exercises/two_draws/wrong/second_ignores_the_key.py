# rejected by: test_follows_the_key
"""“The second gets a key of its own.” It is the same for every key that comes in."""

import jax


def two_draws(key, n):
    return jax.random.normal(key, n), jax.random.uniform(jax.random.key(42), n)
