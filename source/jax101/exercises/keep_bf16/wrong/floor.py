# rejected by: test_float32
"""“An integer keeps the dtype.” It does, and the root of 5 is not 2."""

import math


def keep_bf16(x):
    return x / math.isqrt(x.shape[-1])
