# rejected by: test_independent
"""“Split before use.” One of the new keys is used for both."""

import jax


def two_draws(key, n):
    key, subkey = jax.random.split(key)
    return jax.random.normal(subkey, n), jax.random.uniform(subkey, n)
