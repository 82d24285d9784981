# rejected by: test_beyond_the_end
"""“JAX does not complain, so it is right.” The index is clamped, and the last row comes back."""


def safe_gather(table, places):
    return table[places]
