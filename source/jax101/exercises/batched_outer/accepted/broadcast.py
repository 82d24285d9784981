def batched_outer(xs, ys):
    return xs[:, None, :] * ys.T[None, :, :]
