# rejected by: test_compiled_once
"""“Few shapes, so few compilations.” Without jit the statistic itself runs again in every call."""

import numpy as np


def trace_budget(statistic):
    def run(x):
        size = 1 << (len(x) - 1).bit_length()
        return statistic(np.pad(x, (0, size - len(x))), np.arange(size) < len(x))

    return run
