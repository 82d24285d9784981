# rejected by: test_any_numbers
"""'The filler is zero, so what is not zero is data.' A zero can be data too."""

import jax
import numpy as np


def trace_budget(statistic):
    compiled = jax.jit(statistic)

    def run(x):
        size = 1 << (len(x) - 1).bit_length()
        values = np.pad(x, (0, size - len(x)))
        return compiled(values, values != 0)

    return run
