# rejected by: test_does_not_grow
"""“One visit after the other.” Each visit is recorded as its own operations."""


def bump_at(counts, places):
    for place in places:
        counts = counts.at[place].add(1)
    return counts
