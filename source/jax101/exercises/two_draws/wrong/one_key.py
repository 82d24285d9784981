# rejected by: test_independent
"""“Different distributions, so different numbers.” Both come from the same random bits."""

import jax


def two_draws(key, n):
    return jax.random.normal(key, n), jax.random.uniform(key, n)
