# rejected by: test_square
"""“Axis 0 is the rows.” Summing over axis 0 leaves one sum a column."""


def normalize_rows(x):
    return x / x.sum(axis=0, keepdims=True)
