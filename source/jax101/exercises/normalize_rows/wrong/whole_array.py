# rejected by: test_square
"""“x.sum() sums.” Without an axis it sums everything."""


def normalize_rows(x):
    return x / x.sum()
