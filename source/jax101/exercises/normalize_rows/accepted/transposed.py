def normalize_rows(x):
    return (x.T / x.sum(axis=1)).T
