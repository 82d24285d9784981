# rejected by: test_compiled_once
"""“Compile where it is called.” The lambda is new in each call, and so is its cache."""

import jax
import numpy as np


def trace_budget(statistic):
    def run(x):
        size = 1 << (len(x) - 1).bit_length()
        values, used = np.pad(x, (0, size - len(x))), np.arange(size) < len(x)
        return jax.jit(lambda v, u: statistic(v, u))(values, used)

    return run
