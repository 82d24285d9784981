# rejected by: test_bfloat16
"""“np.sqrt(4) is just 2.0.” It is a np.float64, whose dtype counts; the result is float32."""

import numpy as np


def keep_bf16(x):
    return x / np.sqrt(x.shape[-1])
