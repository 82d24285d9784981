# rejected by: test_too_large
"""“JAX checks its bounds.” It clamps them, without a word."""


def checked_lookup(table, index):
    return table[index]
