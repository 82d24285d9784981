# rejected by: test_good_ones_pass
"""“The largest and the smallest say it all.” Nothing has no largest element."""

from jax.experimental import checkify


def checked_lookup(table, index):
    inside = (index.min() >= 0) & (index.max() < len(table))
    checkify.check(inside, "an index is out of range")
    return table[index]
