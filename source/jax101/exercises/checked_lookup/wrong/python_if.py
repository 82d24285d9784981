# rejected by: test_rows
"""“if and raise.” Compiled, the index is a tracer, and nobody knows what it is."""


def checked_lookup(table, index):
    if index.min() < 0 or index.max() >= len(table):
        raise IndexError("an index is out of range")
    return table[index]
