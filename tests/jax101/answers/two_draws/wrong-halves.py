"""Breaks "from one key": each half of the key's data makes a key, and the first half is 0.

Input: jax.random.key(1) and jax.random.key(2): the same first vector.
"""

import jax


def two_draws(key, n):
    high, low = jax.random.key_data(key)
    first = jax.random.normal(jax.random.key(high), (n,))
    return first, jax.random.uniform(jax.random.key(low), (n,))
