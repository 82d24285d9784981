import numpy as np


def keep_bf16(x):
    return (x / np.sqrt(x.shape[-1])).astype(x.dtype)
