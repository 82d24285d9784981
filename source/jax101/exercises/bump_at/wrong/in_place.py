# rejected by: test_different_places
"""“As in NumPy.” A JAX array cannot be changed."""


def bump_at(counts, places):
    counts[places] += 1
    return counts
