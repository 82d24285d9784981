# rejected by: test_values
"""“Zeros do no harm.” Not to a sum; a mean and a minimum take them for data."""

import jax
import numpy as np


def trace_budget(statistic):
    compiled = jax.jit(statistic)

    def run(x):
        size = 1 << (len(x) - 1).bit_length()
        return compiled(np.pad(x, (0, size - len(x))), np.ones(size, bool))

    return run
