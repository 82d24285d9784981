# rejected by: test_dtype_of_x
"""“Start with zeros and copy x into them.” np.zeros makes floats, whatever x holds."""

import jax
import numpy as np


def trace_budget(statistic):
    compiled = jax.jit(statistic)

    def run(x):
        size = 1 << (len(x) - 1).bit_length()
        values = np.zeros(size)
        values[: len(x)] = x
        return compiled(values, np.arange(size) < len(x))

    return run
