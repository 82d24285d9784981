# rejected by: test_float32
"""“x.size is the length.” It counts the elements of all axes."""

import math


def keep_bf16(x):
    return x / math.sqrt(x.size)
