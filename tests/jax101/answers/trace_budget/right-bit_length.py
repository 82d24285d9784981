"""The next power of two above the length: at most twice, and six in all."""

import jax
import numpy as np


def trace_budget(statistic):
    program = jax.jit(statistic)

    def run(x):
        size = 1 << x.size.bit_length()
        used = np.arange(size) < x.size
        values = np.full(size, x[0], dtype=x.dtype)
        values[: x.size] = x
        return program(values, used)

    return run
