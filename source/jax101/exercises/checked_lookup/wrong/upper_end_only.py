# rejected by: test_negative
"""“index < n.” A negative index is less than n too."""

from jax.experimental import checkify


def checked_lookup(table, index):
    checkify.check((index < len(table)).all(), "an index is too large")
    return table[index]
