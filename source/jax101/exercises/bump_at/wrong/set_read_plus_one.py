# rejected by: test_repeated_places
"""“Read, add one, set.” Every repeated place reads the old count, and one of them is kept."""


def bump_at(counts, places):
    return counts.at[places].set(counts[places] + 1)
