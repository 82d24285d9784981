# rejected by: test_each_key_once
"""“I split, so I have two keys: the old one and a new one.” The old one made the new one."""

import jax


def two_draws(key, n):
    new_key, _ = jax.random.split(key)
    return jax.random.normal(key, n), jax.random.uniform(new_key, n)
