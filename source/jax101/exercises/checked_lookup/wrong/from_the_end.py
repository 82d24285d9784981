# rejected by: test_negative
"""“Negative ones count from the end.” Not here: the task says so."""

from jax.experimental import checkify


def checked_lookup(table, index):
    n = len(table)
    checkify.check(((index >= -n) & (index < n)).all(), "an index is out of range")
    return table[index]
