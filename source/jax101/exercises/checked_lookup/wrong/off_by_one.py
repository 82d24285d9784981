# rejected by: test_too_large
"""“Not greater than n.” n itself is one too many."""

from jax.experimental import checkify


def checked_lookup(table, index):
    checkify.check(((index >= 0) & (index <= len(table))).all(), "an index is out of range")
    return table[index]
