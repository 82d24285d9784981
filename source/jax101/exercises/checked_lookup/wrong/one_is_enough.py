# rejected by: test_one_of_many
"""“any of them in range.” Then one good index hides all bad ones."""

from jax.experimental import checkify


def checked_lookup(table, index):
    inside = (index >= 0) & (index < len(table))
    checkify.check(inside.any() | (index.size == 0), "an index is out of range")
    return table[index]
