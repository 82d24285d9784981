# rejected by: test_different_places
"""“.add adds.” It returns a new array; the old one stays as it was."""


def bump_at(counts, places):
    counts.at[places].add(1)
    return counts
