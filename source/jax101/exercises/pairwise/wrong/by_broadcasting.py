# rejected by: test_values
"""“Broadcasting makes all pairs.” Then the function sees arrays of rank 3 and sums them whole."""


def pairwise(distance, xs, ys):
    return distance(xs[:, None, :], ys[None, :, :])
