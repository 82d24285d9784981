# rejected by: test_filler
"""“64 is enough for all.” One program, and a single number costs as much as 64."""

import jax
import numpy as np


def trace_budget(statistic):
    compiled = jax.jit(statistic)

    def run(x):
        return compiled(np.pad(x, (0, 64 - len(x))), np.arange(64) < len(x))

    return run
